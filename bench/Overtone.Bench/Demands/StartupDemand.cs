using Overtone.Bench.Measuring;

namespace Overtone.Bench.Demands;

/// <summary>How long the tool takes to start, against an empty program made in the same way.</summary>
internal sealed class StartupDemand : IDemand
{
    private static readonly Limit Most = Limit.AtMost(2);
    private static readonly string[] Commands = ["--help", "studies"];

    public string Name => "startup";

    public string Promise =>
        "'overtone --help' and 'overtone studies' take at most twice the time of an empty .NET program, and map no libtorch";

    public void Measure(BenchSession session)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("overtone-bench-");
        try
        {
            if (session.IsQuick)
            {
                BenchSession.Remark(
                    "nothing is published in a quick run: both programs are as 'dotnet build' makes them, which is not what is promised");
                Compare(
                    session,
                    "built",
                    StartedProgram.BuiltTool(),
                    "empty program",
                    EmptyProgram.Make("build", EmptyProgram.Nothing, folder),
                    limit: null);
                return;
            }

            StartedProgram empty = EmptyProgram.Make("publish", EmptyProgram.Nothing, folder),
                line = EmptyProgram.Make("publish", EmptyProgram.OneLine, folder);
            string output = Path.Combine(folder.FullName, "overtone");
            DotnetTool.Make("publish", RepositoryFolder.Combine("src", StartedProgram.Tool), output);
            var published = StartedProgram.In(output, StartedProgram.Tool);
            Compare(session, "published", published, "empty program", empty, Most);
            Compare(session, "published", published, "'dotnet new console'", line, limit: null);
            CountMappedLibraries(session, published);
            Compare(session, "only built, not published", StartedProgram.BuiltTool(), "empty program", empty, limit: null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Compare(BenchSession session, string state, StartedProgram tool, string peerName, StartedProgram peer, Limit? limit)
    {
        int rounds = session.IsQuick ? 3 : 25;
        foreach (string command in Commands)
        {
            // The first start reads both from the disk.
            Duel.Fight(2, () => tool.Time(command), () => peer.Time());
            Duel duel = Duel.Fight(rounds, () => tool.Time(command), () => peer.Time());
            session.Report(
                new Figure(
                    Name, $"overtone {command}, {state}", $"Overtone {Duel.Format(duel.Ours)}", $"{peerName} {Duel.Format(duel.Peer)}",
                    duel.TimeRatio, limit, duel.Spread));
        }
    }

    private void CountMappedLibraries(BenchSession session, StartedProgram tool)
    {
        // A command that computes shows that the loader's report would tell.
        IReadOnlyList<string> seen = tool.MappedTorchLibraries("doctor");
        if (seen.Count == 0)
        {
            BenchSession.Remark("which libraries are mapped was not checked: the loader of this system does not tell");
            return;
        }

        foreach (string command in Commands)
        {
            IReadOnlyList<string> mapped = tool.MappedTorchLibraries(command);
            session.Report(
                new Figure(
                    Name,
                    $"libraries of libtorch mapped by overtone {command}",
                    $"{mapped.Count}",
                    $"overtone doctor {seen.Count}",
                    mapped.Count,
                    Limit.AtMost(0),
                    string.Join(", ", mapped)));
        }
    }
}
