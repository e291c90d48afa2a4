using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Data.Snapshots;

/// <summary>The inputs of a <see cref="SavedTraining"/>, a block of samples at a time: the whole need not fit the memory.</summary>
/// <remarks>Source: Overtone's own layout; docs/training-spectra.md.</remarks>
/// <param name="source">The arrays.</param>
/// <param name="samples">The number of samples.</param>
/// <param name="size">The numbers of one input.</param>
public sealed class SavedInputs(ArraySource source, int samples, int size)
{
    private const int BlockNumbers = 1 << 20;

    /// <summary>Passes over all inputs.</summary>
    /// <param name="take">Given each block, [n, size], float64; it is overwritten by the next.</param>
    /// <param name="device">Where the blocks are wanted; null for the processor.</param>
    /// <param name="cancellation">Stops the pass between blocks.</param>
    /// <exception cref="DataFormatException">The file is damaged or holds a number that is not finite.</exception>
    /// <exception cref="OperationCanceledException">The pass was stopped.</exception>
    public void ForEachBlock(Action<Tensor> take, Device? device = null, CancellationToken cancellation = default)
    {
        using NpyRows rows = source.OpenRows(SavedTraining.Inputs);
        int most = Math.Clamp(BlockNumbers / size, 1, samples);
        using Tensor block = empty(most, size, dtype: float64);
        for (int start = 0; start < samples; start += most)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int count = Math.Min(most, samples - start);
            // Read into libtorch's own memory, and not an array's: where numbers lie changes the last bits of products.
            rows.Read(MemoryMarshal.Cast<byte, double>(block.bytes)[..(count * size)]);
            take(block.narrow(0, 0, count).to(device ?? CPU));
        }
    }

    /// <summary>Reads the inputs of some samples.</summary>
    /// <param name="rows">Which samples, from 0, rising.</param>
    /// <param name="cancellation">Stops the reading between samples.</param>
    /// <returns>The inputs, row by row, and whether they are stored in a type other than float64.</returns>
    /// <exception cref="DataFormatException">The file is damaged, or one of the numbers is not finite.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public (double[] Inputs, bool AreSingle) Of(IReadOnlyList<int> rows, CancellationToken cancellation = default)
    {
        var inputs = new double[rows.Count * size];
        using NpyRows stored = source.OpenRows(SavedTraining.Inputs);
        for (int index = 0; index < rows.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            stored.Skip((long)(rows[index] - (index == 0 ? 0 : rows[index - 1] + 1)) * size);
            stored.Read(inputs.AsSpan(index * size, size));
        }

        return (inputs, stored.ElementType != NpyElementType.Float64);
    }
}
