using System.Diagnostics;
using System.Runtime.InteropServices;
using Overtone.Data;
using Overtone.Robustness;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>A neighbourhood of frequencies on some images, of which each meets one of the frequencies.</summary>
/// <param name="Middle">The frequency that names it, vertical and horizontal.</param>
/// <param name="Members">Its frequencies, each as often as it counts.</param>
/// <param name="First">The first image, in the order of <see cref="DrawOrder"/>.</param>
/// <param name="Count">The number of images.</param>
internal sealed record NeighbourhoodDraw(int[] Middle, int[][] Members, int First, int Count)
{
    /// <summary>What is asked for, as a trial says it.</summary>
    public static NeighbourhoodDraw Of(NeighbourhoodRequest request) => new(
        Pair(request.Neighbourhood.Middle), [.. request.Neighbourhood.Members.Select(Pair)], request.First, request.Count);

    /// <summary>The neighbourhood.</summary>
    public FrequencyNeighbourhood Neighbourhood() => new(Frequency(Middle), Array.ConvertAll(Members, Frequency));

    private static int[] Pair(SpatialFrequency frequency) => [frequency.Y, frequency.X];

    private static SpatialFrequency Frequency(int[] pair) => new(pair[0], pair[1]);
}

/// <summary>Measures some neighbourhoods of the heat map on some images each.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Draws">The neighbourhoods and their images.</param>
/// <param name="CleanLogits">As in <see cref="HeatMapTrial"/>.</param>
internal sealed record NeighbourhoodTrial(
    AuditSubject Subject, FourierPerturbation Perturbation, NeighbourhoodDraw[] Draws, string CleanLogits) : SubjectTrial(Subject)
{
    public override string Label =>
        $"heat map, {Draws.Length} neighbourhoods from ({Draws[0].Middle[0]}, {Draws[0].Middle[1]}), "
        + $"{Draws.Sum(draw => draw.Count)} images";
}

/// <summary>The heat map by neighbourhoods of frequencies: which trials it takes, and how one is measured.</summary>
internal static class NeighbourhoodMap
{
    // Rounds are short: enough work for a trial to be worth opening the model, little enough to share it among workers.
    private const int ImagesPerTrial = 2048, BatchesAtOnce = 4;

    /// <summary>How an audit samples its neighbourhoods; null where it measures each frequency by itself.</summary>
    public static NeighbourhoodSampling? SamplingOf(AuditSetting audit, HeatMapScale scale) =>
        audit.Options is { Resolution: not null, Precision: { } precision }
            ? new NeighbourhoodSampling(scale.Tiling, audit.Size.Images, precision)
            : null;

    /// <summary>The trials that are finished and those of the next round.</summary>
    public static IEnumerable<NeighbourhoodTrial> Plan(AuditPlan audit, HeatMapScale scale, NeighbourhoodSampling sampling)
    {
        FinishedTrial<AuditTrial>[] done = [.. audit.Done<NeighbourhoodTrial>()];
        foreach (FinishedTrial<AuditTrial> trial in done)
            yield return (NeighbourhoodTrial)trial.Parameters;
        var block = new List<NeighbourhoodDraw>();
        foreach (NeighbourhoodRequest request in sampling.Next(HeatMapTable.Looks(done.SelectMany(t => t.Rows<MeasuredCell>()))))
        {
            block.Add(NeighbourhoodDraw.Of(request));
            if (block.Sum(draw => draw.Count) < ImagesPerTrial)
                continue;
            yield return Trial(block);
            block.Clear();
        }

        if (block.Count > 0)
            yield return Trial(block);

        NeighbourhoodTrial Trial(List<NeighbourhoodDraw> draws) =>
            new(audit.Subject, scale.Perturbation, [.. draws], scale.CleanLogitsKey(audit));
    }

    /// <summary>Measures a trial. Batches are full: each image in them has a frequency of its own.</summary>
    public static void Measure(NeighbourhoodTrial trial, OpenSubject subject, Recorder to)
    {
        int[] order = DrawOrder.Of(subject.Images.Labels.ToArray(), trial.Subject.Seed);
        FrequencyNeighbourhood[] neighbourhoods = Array.ConvertAll(trial.Draws, draw => draw.Neighbourhood());
        (int Draw, int Image)[] pairs = [
            .. trial.Draws.SelectMany((draw, n) => order.Skip(draw.First).Take(draw.Count).Select(image => (n, image))),
        ];
        using Tensor? clean = trial.CleanLogits.Length > 0 ? HeatMapPart.ReadCleanLogits(trial.CleanLogits, to) : null;
        var answers = new List<Answer>[trial.Draws.Length];
        for (int n = 0; n < answers.Length; n++)
            answers[n] = [];
        long begin = Stopwatch.GetTimestamp();
        int asked = 0;
        foreach ((int Draw, int Image)[] some in pairs.Chunk(BatchesAtOnce * trial.Subject.BatchSize))
        {
            using var scope = NewDisposeScope();
            LabelledImages images = subject.Images.Some(Array.ConvertAll(some, pair => pair.Image));
            SpatialFrequency[] met = Array.ConvertAll(some, pair => neighbourhoods[pair.Draw].Draw(trial.Subject.Seed, pair.Image));
            PerturbedAnswers found = new FourierHeatMap(subject.Classifier, images, trial.Perturbation)
                .MeasureEach(met, clean?.index_select(0, tensor(Array.ConvertAll(some, pair => (long)pair.Image))), to.Cancellation);
            for (int n = 0; n < some.Length; n++)
            {
                answers[some[n].Draw].Add(new Answer(
                    found.Answers.IsError[n] > 0, found.Answers.Loss[n], clean is null ? double.NaN : found.LogitShift[n],
                    found.EffectiveNorm[n]));
            }

            asked += some.Length;
            double rate = asked / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            to.Report((double)asked / pairs.Length, FormattableString.Invariant($"{rate:0} images/s"));
        }

        to.Add(trial.Draws.Zip(answers, Row));
    }

    private static MeasuredCell Row(NeighbourhoodDraw draw, List<Answer> answers) => new(
        draw.Middle[0], draw.Middle[1], draw.First, draw.Count, answers.Count(one => one.IsWrong), answers.Sum(one => one.Loss),
        answers.Sum(one => one.Loss * one.Loss), answers.Sum(one => one.Shift), answers.Sum(one => one.Shift * one.Shift),
        answers.Average(one => one.Norm), ImageBits.Write([.. answers.Select(one => one.IsWrong)]));

    /// <summary>What the model said to one image.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Answer(bool IsWrong, double Loss, double Shift, double Norm);
}
