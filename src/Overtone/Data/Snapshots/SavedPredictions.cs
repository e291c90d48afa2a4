namespace Overtone.Data.Snapshots;

/// <summary>The predictions of a <see cref="SavedTraining"/>, passed over a block of samples at a time.</summary>
/// <remarks>Source: Overtone's own layout; docs/training-spectra.md.</remarks>
/// <param name="source">The arrays.</param>
/// <param name="samples">The number of samples.</param>
/// <param name="outputs">The network's outputs.</param>
/// <param name="output">The output wanted, from 0; null for all.</param>
/// <param name="softmax">Whether logits are stored, and the softmax of all outputs is wanted.</param>
public sealed class SavedPredictions(ArraySource source, int samples, int outputs, int? output = null, bool softmax = false)
{
    private const int BlockRows = 2048;

    /// <summary>Passes once over the predictions of one snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="take">Given the predictions of one block of samples after another, row by row.</param>
    /// <param name="cancellation">Stops the pass between blocks.</param>
    /// <returns>How far all outputs of a sample are from adding up to 1, at most: near 0 for probabilities.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The network has no such output.</exception>
    /// <exception cref="DataFormatException">The file is damaged or holds a number that is not finite.</exception>
    /// <exception cref="OperationCanceledException">The pass was stopped.</exception>
    public double Read(SavedSnapshot snapshot, Action<ReadOnlySpan<double>> take, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output ?? 0, outputs);
        using NpyRows rows = source.OpenRows(snapshot.Array);
        rows.Skip(snapshot.Place * (long)samples * outputs);
        var block = new double[BlockRows * outputs];
        double largest = 0;
        for (int start = 0; start < samples; start += BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<double> values = block.AsSpan(0, Math.Min(BlockRows, samples - start) * outputs);
            rows.Read(values);
            for (int row = 0; row < values.Length; row += outputs)
                largest = Math.Max(largest, SumError(values.Slice(row, outputs)));
            take(Wanted(values));
        }

        return largest;
    }

    private double SumError(Span<double> row)
    {
        if (softmax)
            TakeSoftmax(row);
        return Math.Abs(Sum(row) - 1);
    }

    private ReadOnlySpan<double> Wanted(Span<double> values)
    {
        if (output is not { } one)
            return values;
        int count = values.Length / outputs;
        for (int row = 0; row < count; row++)
            values[row] = values[(row * outputs) + one];
        return values[..count];
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

    // One after another, so that the same numbers have the same sum on every processor.
    private static double Sum(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
            sum += value;
        return sum;
    }
}
