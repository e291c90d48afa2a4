using System.Text;
using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The low- and the high-frequency part of targets at some samples, by a Gaussian filter over the whole input space, and how far
/// predictions at the same samples are from both.
/// Source: 1901.06523, section 4 and Fig. 3 (the filtering method).
/// </summary>
public sealed class FilteredTargets
{
    private readonly int[] _rows;
    private readonly double[] _inputs;
    private readonly bool _areSingle;
    private readonly double[] _targets;
    private readonly double[] _variances;

    private FilteredTargets(int[] rows, double[] inputs, bool areSingle, double[] targets, double[] variances) =>
        (_rows, _inputs, _areSingle, _targets, _variances) = (rows, inputs, areSingle, targets, variances);

    /// <summary>Which samples the filter sees, rising.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>The filter's variances δ, in squared units of the inputs.</summary>
    public IReadOnlyList<double> Variances => _variances;

    private int Outputs => _targets.Length / _rows.Length;

    /// <summary>Prepares the filter.</summary>
    /// <param name="rows">Which samples it sees, rising; see <see cref="Choose"/>.</param>
    /// <param name="inputs">Their inputs, row by row.</param>
    /// <param name="areSingle">Whether the inputs are float32 numbers, distances of which may be found faster.</param>
    /// <param name="targets">The targets of all samples, row by row.</param>
    /// <param name="samples">How many samples those are.</param>
    /// <param name="variances">The variances δ, in squared units of the inputs, each above zero; null or none for those of
    /// <see cref="GaussianFilter.VariancesFor"/>.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    /// <exception cref="ArgumentException">There is no row, the numbers do not fit the samples, or one sample alone is to tell the
    /// variances.</exception>
    public static FilteredTargets Of(
        IReadOnlyList<int> rows, double[] inputs, bool areSingle, double[] targets, int samples, IReadOnlyList<double>? variances = null,
        Device? device = null)
    {
        bool fit = rows.Count > 0 && inputs.Length > 0 && inputs.Length % rows.Count == 0;
        if (!fit || targets.Length == 0 || targets.Length % samples != 0)
            throw new ArgumentException($"There are {inputs.Length} numbers in {rows.Count} inputs, and {targets.Length} in the targets of "
                + $"{samples} samples.", nameof(inputs));
        using var scope = NewDisposeScope();
        int width = targets.Length / samples;
        return new FilteredTargets(
            [.. rows], inputs, areSingle, [.. rows.SelectMany(row => targets.Skip(row * width).Take(width))],
            variances is { Count: > 0 }
                ? [.. variances.Distinct().Order()]
                : GaussianFilter.VariancesFor(Columns(inputs, rows.Count, device)));
    }

    /// <summary>Draws samples for the filter, whose time grows with their square.</summary>
    /// <param name="samples">How many there are.</param>
    /// <param name="count">How many are wanted; null, or more than there are, for all.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <returns>Their places from 0, rising.</returns>
    public static int[] Choose(int samples, int? count, long seed)
    {
        IEnumerable<int> all = Enumerable.Range(0, samples);
        return count is { } some && some < samples
            ? [.. all.OrderBy(row => RandomStreams.SeedOf(seed, "filter", row)).Take(some).Order()]
            : [.. all];
    }

    /// <summary>The shares of the targets' energy that each part holds, for each variance. They need not add up to 1.</summary>
    /// <param name="device">Where to compute; null for the processor.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="OperationCanceledException">The computation was stopped.</exception>
    public IReadOnlyList<FilteredParts> EnergyShares(Device? device = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        (Tensor values, Tensor low) = Split(null, device, cancellation);
        return [.. _variances.Select((variance, v) =>
        {
            (double ofLow, double ofHigh) = GaussianFilter.EnergyShares(values, low[v]);
            return new FilteredParts(variance, ofLow, ofHigh);
        })];
    }

    /// <summary>Keeps the filter's samples of predictions that are passed over; they go to <see cref="ErrorsOf"/>.</summary>
    public SampledRows CreateSample() => new(_rows, Outputs);

    /// <summary>
    /// The relative errors of each part of predictions, for each variance: the ℓ2 norm of the difference over that of the targets' part,
    /// all outputs together; NaN where the filter leaves nothing of the targets.
    /// </summary>
    /// <param name="predictions">Predictions at the filter's samples, row by row.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="ArgumentException">There are others than the targets have.</exception>
    /// <exception cref="OperationCanceledException">The computation was stopped.</exception>
    public IReadOnlyList<FilteredParts> ErrorsOf(
        ReadOnlySpan<double> predictions, Device? device = null, CancellationToken cancellation = default)
    {
        if (predictions.Length != _targets.Length)
            throw new ArgumentException($"There are {predictions.Length} predictions; expected {_targets.Length}.", nameof(predictions));
        using var scope = NewDisposeScope();
        (Tensor values, Tensor low) = Split(predictions.ToArray(), device, cancellation);
        Tensor targets = values.narrow(1, 0, Outputs), difference = values.narrow(1, Outputs, Outputs) - targets;
        return [.. _variances.Select((variance, v) =>
        {
            Tensor targetsLow = low[v].narrow(1, 0, Outputs), differenceLow = low[v].narrow(1, Outputs, Outputs) - targetsLow;
            return new FilteredParts(
                variance, Ratio(differenceLow, targetsLow), Ratio(difference - differenceLow, targets - targetsLow));
        })];
    }

    /// <summary>Keeps the filter, so that other processes can compare predictions with the targets.</summary>
    /// <param name="stream">Written to, and left open.</param>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(_areSingle);
        foreach (double[] numbers in (double[][])[Array.ConvertAll(_rows, row => (double)row), _inputs, _targets, _variances])
            StoredNumbers.Write(writer, numbers);
    }

    /// <summary>What <see cref="Write"/> kept.</summary>
    /// <param name="stream">Read, and closed.</param>
    /// <exception cref="EndOfStreamException">Something is missing.</exception>
    public static FilteredTargets Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        bool areSingle = reader.ReadBoolean();
        int[] rows = Array.ConvertAll(StoredNumbers.Read(reader), row => (int)row);
        return new FilteredTargets(rows, StoredNumbers.Read(reader), areSingle, StoredNumbers.Read(reader), StoredNumbers.Read(reader));
    }

    // The targets and, beside them, predictions as columns: [rows, columns], and their low parts: [variances, rows, columns].
    private (Tensor Values, Tensor Low) Split(double[]? predictions, Device? device, CancellationToken cancellation)
    {
        Tensor inputs = Columns(_inputs, _rows.Length, device), targets = Columns(_targets, _rows.Length, device);
        Tensor values = predictions is null ? targets : cat([targets, Columns(predictions, _rows.Length, device)], dim: 1);
        return (
            values, GaussianFilter.LowFrequencyPart(
                _areSingle ? inputs.to_type(ScalarType.Float32) : inputs, values, _variances, null, cancellation));
    }

    // A copy in libtorch's own memory: where an array lies changes the last bits of products.
    private static Tensor Columns(double[] numbers, int rows, Device? device) =>
        tensor(numbers).reshape(rows, -1).clone().to(device ?? CPU);

    private static double Ratio(Tensor error, Tensor wanted) =>
        Energy(wanted) is var energy and > 0 ? Math.Sqrt(Energy(error) / energy) : double.NaN;

    private static double Energy(Tensor values) => values.square().sum().item<double>();
}

/// <summary>
/// A number for the low- and one for the high-frequency part of a filter.
/// Source: 1901.06523, section 4 (the filtering method).
/// </summary>
/// <param name="Variance">The filter's variance δ, in squared units of the inputs.</param>
/// <param name="Low">That of the low-frequency part.</param>
/// <param name="High">That of the high-frequency part.</param>
public sealed record FilteredParts(double Variance, double Low, double High);
