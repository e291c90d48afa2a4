using System.Globalization;
using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>Chooses the samples and the variances of the filter, and splits the targets.</summary>
internal static class FilterPreparation
{
    // A neighbour at the distance r with r² = 4δ weighs exp(-2).
    private const double SquaredDistanceToVariance = 0.25;
    private const int Variances = 4;

    // A part with less of the targets' energy than this decides nothing.
    private const double SmallestShare = 0.01;

    public static void Measure(TargetTrial trial, ArraySource source, double[] targets, Recorder to, Device device)
    {
        int width = targets.Length / trial.Samples;
        int[] rows = RowsOf(trial);
        (double[] inputs, bool areSingle) = Gather(trial, source, rows, to);
        Tensor seen = tensor(inputs).reshape(rows.Length, trial.InputSize).clone().to(device);
        var filter = new PreparedFilter(
            rows,
            inputs,
            areSingle,
            [.. rows.SelectMany(row => targets.Skip(row * width).Take(width))],
            trial.Variances.Length > 0 ? [.. trial.Variances.Distinct().Order()] : VariancesFor(seen));
        to.WriteArtefact(PreparedFilter.Artefact, filter.Write);
        AddShares(filter, to, device);
    }

    private static int[] RowsOf(TargetTrial trial)
    {
        IEnumerable<int> all = Enumerable.Range(0, trial.Samples);
        return trial.FilterSamples is { } some && some < trial.Samples
            ? [.. all.OrderBy(row => RandomStreams.SeedOf(trial.Seed, "filter", row)).Take(some).Order()]
            : [.. all];
    }

    private static (double[] Inputs, bool AreSingle) Gather(TargetTrial trial, ArraySource source, int[] rows, Recorder to)
    {
        var inputs = new double[rows.Length * trial.InputSize];
        using NpyRows stored = source.OpenRows(SavedTraining.Inputs);
        for (int index = 0; index < rows.Length; index++)
        {
            to.Cancellation.ThrowIfCancellationRequested();
            stored.Skip((long)(rows[index] - (index == 0 ? 0 : rows[index - 1] + 1)) * trial.InputSize);
            stored.Read(inputs.AsSpan(index * trial.InputSize, trial.InputSize));
        }

        return (inputs, stored.ElementType != NpyElementType.Float64);
    }

    // From the scale of nearest neighbours to that of all pairs, in equal ratios.
    private static double[] VariancesFor(Tensor inputs)
    {
        double all = 2 * inputs.var([0], unbiased: false).sum().item<double>();
        double[] distances = NearestNeighbours.SquaredDistances(inputs);
        double near = Math.Min(all, distances.Skip(distances.Length / 2).FirstOrDefault(distance => distance > 0, all));
        return [.. Enumerable.Range(0, Variances)
            .Select(n => Rounded(SquaredDistanceToVariance * near * Math.Pow(all / near, n / (Variances - 1.0)))).Where(v => v > 0)
            .Distinct()];
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void AddShares(PreparedFilter filter, Recorder to, Device device)
    {
        using var scope = NewDisposeScope();
        (Tensor values, Tensor low) = filter.Split(null, device, to.Cancellation);
        double total = Energy(values);
        for (int v = 0; v < filter.Variances.Length; v++)
        {
            double lowShare = Energy(low[v]) / total, highShare = Energy(values - low[v]) / total;
            string use = Math.Min(lowShare, highShare) >= SmallestShare ? EnergyShare.Used : "flagged: a share under 1 %";
            to.Add(new EnergyShare(filter.Variances[v], lowShare, highShare, use, filter.Rows.Length));
        }
    }

    /// <summary>The sum of squares.</summary>
    public static double Energy(Tensor values) => values.square().sum().item<double>();
}
