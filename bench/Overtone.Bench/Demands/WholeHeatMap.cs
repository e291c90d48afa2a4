using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models;
using Overtone.Robustness;

namespace Overtone.Bench.Demands;

/// <summary>
/// One whole exact map: does memory stay flat, and what would the adaptive map have seen? Its looks at other orders of the images are read
/// from the exact map's answers, image by image.
/// </summary>
internal static class WholeHeatMap
{
    private const double Precision = 0.05;
    private const int Orders = 20;
    private const double LeastCoverage = 0.93;

    public static void Report(
        BenchSession session, string demand, SixLayerNetwork network, IClassifier classifier, FrequencyPlane plane,
        FourierPerturbation perturbation)
    {
        var map = new FourierHeatMap(classifier, network.Images, perturbation);
        var errors = new List<bool[]>();
        double early = 0, late = 0, seconds = Duel.Time(() =>
        {
            foreach (SpatialFrequency cell in plane.Classes)
            {
                errors.Add([.. map.Measure(cell).Answers.IsError.Select(e => e > 0)]);
                if (errors.Count == plane.Classes.Count / 10)
                    early = MemoryReading.Now().Resident;
            }

            late = MemoryReading.Now().Resident;
        });
        session.Report(
            new Figure(
                demand, "the whole map, measured", string.Create(
                    CultureInfo.InvariantCulture, $"{seconds:0} s, {plane.Classes.Count * network.Images.Count / seconds:0} images/s")));
        session.Report(
            new Figure(
                demand,
                "resident memory, all cells against a tenth of them",
                string.Create(CultureInfo.InvariantCulture, $"{late / (1 << 20):0} MiB"),
                string.Create(CultureInfo.InvariantCulture, $"{early / (1 << 20):0} MiB"),
                late / early,
                Limit.AtMost(1.05)));
        Adaptive(session, demand, errors, CleanError(network, classifier), plane);
    }

    private static double CleanError(SixLayerNetwork network, IClassifier classifier)
    {
        using TorchSharp.torch.Tensor logits = classifier.Logits(network.Images.Pixels);
        return ClassifierAnswers.Of(logits, network.Images.Labels.Span).IsError.Average();
    }

    private static void Adaptive(BenchSession session, string demand, List<bool[]> errors, double cleanError, FrequencyPlane plane)
    {
        int images = errors[0].Length;
        var sampling = new AdaptiveSampling(plane, images, Precision, cleanError + WithstoodRadius.Tolerance);
        var (passes, coverage) = (new List<double>(), new List<double>());
        for (int draw = 0; draw < Orders; draw++)
        {
            int[] order = [.. Enumerable.Range(0, images).OrderBy(n => RandomStreams.SeedOf(draw, "order", n))];
            Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen = Measured(
                sampling,
                plane.Classes.Zip(errors).ToDictionary(pair => pair.First, pair => pair.Second),
                order);
            passes.Add((double)seen.Values.Sum(looks => looks[^1].Images) / ((long)plane.Cells.Count * images));
            coverage.Add(plane.Classes.Zip(errors).Average(cell => Covers(sampling.Proportion.Interval(seen[cell.First]), cell.Second)));
        }

        string what = $"adaptive map at ±{100 * Precision:0} points, {Orders} orders";
        session.Report(
            new Figure(
                demand,
                $"{what}: forward passes against the published procedure's",
                $"{100 * passes.Average():0.0} % on average",
                $"{100 * passes.Max():0.0} % at most",
                passes.Max(),
                Limit.AtMost(0.2)));
        session.Report(
            new Figure(
                demand,
                $"{what}: cells whose interval holds the exact error",
                $"{100 * coverage.Average():0.0} % of all cells and orders",
                $"{100 * coverage.Min():0.0} % in the unluckiest order",
                coverage.Average(),
                Limit.AtLeast(LeastCoverage),
                "cells share their images, and so miss together"));
    }

    /// <summary>Forward passes of an adaptive map.</summary>
    /// <param name="sampling">Its plan.</param>
    /// <param name="errors">Which images are wrong at which canonical frequency.</param>
    /// <param name="order">The order of the images.</param>
    public static long Passes(AdaptiveSampling sampling, Dictionary<SpatialFrequency, bool[]> errors, int[] order) =>
        Measured(sampling, errors, order).Values.Sum(looks => (long)looks[^1].Images);

    // Everything the audit would have seen, had it drawn the images in this order.
    private static Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> Measured(
        AdaptiveSampling sampling, Dictionary<SpatialFrequency, bool[]> errors, int[] order)
    {
        var seen = new Dictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>>();
        while (sampling.Next(seen) is { Count: > 0 } blocks)
        {
            foreach (AdaptiveRequest block in blocks)
            {
                int images = block.First + block.Count;
                foreach (SpatialFrequency cell in block.Cells)
                    seen[cell] = [.. seen.GetValueOrDefault(cell, []), (images, order.Take(images).Count(n => errors[cell][n]))];
            }
        }

        return seen;
    }

    private static double Covers((double Low, double High) interval, bool[] isError)
    {
        double truth = (double)isError.Count(isWrong => isWrong) / isError.Length;
        return truth >= interval.Low - 1e-12 && truth <= interval.High + 1e-12 ? 1 : 0;
    }
}
