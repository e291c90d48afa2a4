using Overtone.Bench.Measuring;
using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Catalog.FrequencyPrinciple.OneDimension;
using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Bench.Demands;

/// <summary>That trials leave nothing behind, and that the largest filter fits.</summary>
internal sealed class MemoryDemand : IDemand
{
    private const int Early = 10;
    private const int Late = 50;
    // Readings around a trial: each kind of trial once.
    private const int Window = 7;

    public string Name => "memory";

    public string Promise =>
        "a trial ends with as many live tensors as it began, a worker's memory stays flat within 5 % from trial 10 to trial 50, and 60,000 "
        + "images are filtered in 2 GiB";

    public void Measure(BenchSession session)
    {
        Report(session, Line(session.IsQuick ? 2 : 8));
        Report(session, Images(session.IsQuick ? 5 : 28));
        FilterMemory.Report(session, Name);
    }

    private void Report(BenchSession session, (Study Study, StudyOptions Options, int Period) run)
    {
        IReadOnlyList<MemoryReading> readings = WatchedRun.Execute(run.Study, run.Options, run.Period)[^1];
        MemoryReading[] after = [.. readings.Skip(1)];
        string what = $"{run.Study.Id}, {after.Length} small trials in one worker";
        long most = after.Max(reading => reading.LiveTensors) - readings[0].LiveTensors;
        session.Report(
            new Figure(
                Name, $"live tensors after a trial, {what}", $"{most} more than before the first", Ratio: most, Limit: Limit.AtMost(0)));

        if (after.Length < Late)
        {
            BenchSession.Remark(
                $"too few trials to tell whether memory stays flat: {MemoryReading.Format(after[0].Resident)} after the first, "
                + $"{MemoryReading.Format(after[^1].Resident)} after the last");
            return;
        }

        // Medians, because a moment between two collections moves one reading. What shrinks is no leak.
        double[] resident = [.. after.Select(reading => (double)reading.Resident)];
        double early = Median(resident.Skip(Early - 1).Take(Window)), late = Median(resident.Take(Late + (Window / 2)).TakeLast(Window));
        double[] between = resident[(Early - 1)..Late];
        session.Report(new Figure(
            Name,
            $"resident memory, {what}",
            $"trial {Late}: {MemoryReading.Format(late)}",
            $"trial {Early}: {MemoryReading.Format(early)}",
            late / early,
            Limit.AtMost(1.05),
            $"medians of {Window} trials; single readings between {MemoryReading.Format(between.Min())} and "
            + $"{MemoryReading.Format(between.Max())}, {MemoryReading.Format(resident[0])} after the first trial"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Window / 2);

    // Seven experiments, each in several blocks of seeds.
    private static (Study Study, StudyOptions Options, int Period) Line(int blocks)
    {
        var study = new FrequencyPrinciple1d();
        var smoke = (FrequencyPrinciple1dOptions)study.OptionsOf(Preset.Smoke);
        int seeds = SeedEnsembles.SizeFor(new PerceptronShape([1, .. smoke.Widths, 1], smoke.Activation), smoke.Samples);
        return (study, smoke with { Replicates = blocks * seeds }, blocks);
    }

    // Two networks, each several times.
    private static (Study Study, StudyOptions Options, int Period) Images(int replicates)
    {
        var study = new FrequencyPrincipleImages();
        return (study, (FrequencyPrincipleImagesOptions)study.OptionsOf(Preset.Smoke) with { Replicates = replicates }, replicates);
    }
}
