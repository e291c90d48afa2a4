using Overtone.Bench.Measuring;
using Overtone.Catalog;
using Overtone.Studies;

namespace Overtone.Bench.Demands;

/// <summary>That the smoke preset of every study is as quick as its name says.</summary>
internal sealed class SmokeDemand : IDemand
{
    private const double MostSeconds = 10;

    public string Name => "smoke";

    public string Promise => $"'overtone run STUDY --preset smoke' takes at most {MostSeconds} seconds, whatever the study";

    public void Measure(BenchSession session)
    {
        StartedProgram tool = StartedProgram.BuiltTool();
        // A study that needs a user's own data has no example without them.
        foreach (Study study in StudyCatalog.All
            .Where(study => study.Examples.Contains($"run {study.Id}"))
            .Take(session.IsQuick ? 1 : int.MaxValue))
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
            try
            {
                // A store of its own: nothing is answered from an earlier run.
                double seconds = tool.Time(
                    "run", study.Id, "--preset", "smoke", "--jobs", "1", "--store", Path.Combine(folder.FullName, "store"), "--out",
                    Path.Combine(folder.FullName, "run"));
                session.Report(
                    new Figure(
                        Name, $"{study.Id}, one job", $"took {Duel.Format(seconds)}", $"allowed {Duel.Format(MostSeconds)}",
                        seconds / MostSeconds, Limit.AtMost(1)));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }
}
