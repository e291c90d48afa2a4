using System.Numerics;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>Measures a <see cref="SnapshotTrial"/>: one pass over its predictions, of which only the filter's samples are kept.</summary>
internal sealed class SnapshotMeasurement
{
    private const int BlockRows = 2048;

    private readonly SnapshotTrial _trial;
    private readonly Recorder _to;
    private readonly PreparedLine[] _lines;
    private readonly PreparedFilter? _filter;
    private readonly StreamedFourierTransform[] _transforms;
    private readonly List<double> _filtered = [];
    private double _largestSumError;

    private SnapshotMeasurement(SnapshotTrial trial, Recorder to)
    {
        (_trial, _to) = (trial, to);
        _lines = trial.Methods.Contains(SpectrumMethod.Projection)
            ? PreparedLine.Read(to.OpenArtefact(trial.Target, PreparedLine.Artefact))
            : [];
        _filter = trial.Methods.Contains(SpectrumMethod.Filtering)
            ? PreparedFilter.Read(to.OpenArtefact(trial.Target, PreparedFilter.Artefact))
            : null;
        _transforms = [.. _lines.Select(line => new StreamedFourierTransform(line.Coordinates, line.Frequencies, Width))];
    }

    private int Width => _trial.Output is null ? _trial.Outputs : 1;

    public static void Measure(SnapshotTrial trial, Recorder to, Device device)
    {
        var measurement = new SnapshotMeasurement(trial, to);
        using ArraySource source = ArtefactArrays.Of(trial, to);
        measurement.Read(source);
        measurement.AddErrors();
        measurement.AddFilterErrors(device);
        to.Add(new SnapshotSum(trial.Step, measurement._largestSumError));
    }

    private void Read(ArraySource source)
    {
        using NpyRows rows = source.OpenRows(_trial.Array);
        long numbers = (long)_trial.Samples * _trial.Outputs;
        rows.Skip(_trial.Place * numbers);
        var block = new double[BlockRows * _trial.Outputs];
        var filtered = new Queue<int>(_filter?.Rows ?? []);
        for (int start = 0; start < _trial.Samples; start += BlockRows)
        {
            _to.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, _trial.Samples - start);
            Span<double> values = block.AsSpan(0, count * _trial.Outputs);
            rows.Read(values);
            ReadOnlySpan<double> wanted = Chosen(values);
            foreach (StreamedFourierTransform transform in _transforms)
                transform.Add(wanted);
            while (filtered.TryPeek(out int row) && row < start + count)
                _filtered.AddRange(wanted.Slice((filtered.Dequeue() - start) * Width, Width));
        }
    }

    // Softmax where asked for, then the output of interest.
    private ReadOnlySpan<double> Chosen(Span<double> values)
    {
        for (int start = 0; start < values.Length; start += _trial.Outputs)
        {
            Span<double> row = values.Slice(start, _trial.Outputs);
            if (_trial.Softmax)
                TakeSoftmax(row);
            _largestSumError = Math.Max(_largestSumError, Math.Abs(Sum(row) - 1));
        }

        if (_trial.Output is not { } output)
            return values;
        for (int row = 0; row < values.Length / _trial.Outputs; row++)
            values[row] = values[(row * _trial.Outputs) + output];
        return values[..(values.Length / _trial.Outputs)];
    }

    private static void TakeSoftmax(Span<double> row)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in row)
            largest = Math.Max(largest, value);
        for (int index = 0; index < row.Length; index++)
            row[index] = Math.Exp(row[index] - largest);
        double sum = Sum(row);
        for (int index = 0; index < row.Length; index++)
            row[index] /= sum;
    }

    private static double Sum(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
            sum += value;
        return sum;
    }

    private void AddErrors()
    {
        for (int d = 0; d < _lines.Length; d++)
        {
            Complex[,] learned = _transforms[d].Coefficients();
            for (int k = 0; k < _lines[d].Frequencies.Length; k++)
            {
                Complex[] now = Row(learned, k), wanted = Row(_lines[d].Targets, k);
                bool vanishes = Size(wanted) <= _lines[d].Vanishing;
                _to.Add(new FrequencyError(
                    d, _trial.Step, _lines[d].Frequencies[k], Size(now), vanishes ? null : RelativeError.Of(now, wanted),
                    vanishes ? null : RelativeError.OfMagnitudes(now, wanted)));
            }
        }
    }

    private void AddFilterErrors(Device device)
    {
        if (_filter is null)
            return;
        using var scope = NewDisposeScope();
        (Tensor values, Tensor low) = _filter.Split([.. _filtered], device, _to.Cancellation);
        Tensor targets = values.narrow(1, 0, Width), difference = values.narrow(1, Width, Width) - targets;
        for (int v = 0; v < _filter.Variances.Length; v++)
        {
            Tensor targetsLow = low[v].narrow(1, 0, Width), differenceLow = low[v].narrow(1, Width, Width) - targetsLow;
            double variance = _filter.Variances[v];
            _to.Add(
                new FilterError(_trial.Step, variance, FilterError.Low, Ratio(differenceLow, targetsLow)),
                new FilterError(_trial.Step, variance, FilterError.High, Ratio(difference - differenceLow, targets - targetsLow)));
        }
    }

    // Where the filter leaves nothing of the targets there is no relative error.
    private static double Ratio(Tensor error, Tensor wanted) =>
        FilterPreparation.Energy(wanted) is var energy and > 0 ? Math.Sqrt(FilterPreparation.Energy(error) / energy) : double.NaN;

    private static double Size(Complex[] row) => Math.Sqrt(row.Sum(c => (c.Real * c.Real) + (c.Imaginary * c.Imaginary)));

    private static Complex[] Row(Complex[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];
}
