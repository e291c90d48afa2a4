using System.Text;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>The filter, ready for snapshots: the samples it sees and the targets there.</summary>
/// <param name="Rows">Which samples, rising.</param>
/// <param name="Inputs">Their inputs, row by row.</param>
/// <param name="AreSingle">Whether the inputs were single-precision numbers.</param>
/// <param name="Targets">Their targets, row by row.</param>
/// <param name="Variances">The variances δ.</param>
internal sealed record PreparedFilter(int[] Rows, double[] Inputs, bool AreSingle, double[] Targets, double[] Variances)
{
    /// <summary>The artefact it is kept in.</summary>
    public const string Artefact = "filter.dat";

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(AreSingle);
        foreach (double[] numbers in (double[][])[Array.ConvertAll(Rows, row => (double)row), Inputs, Targets, Variances])
            StoredNumbers.Write(writer, numbers);
    }

    public static PreparedFilter Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        bool areSingle = reader.ReadBoolean();
        int[] rows = Array.ConvertAll(StoredNumbers.Read(reader), row => (int)row);
        return new PreparedFilter(rows, StoredNumbers.Read(reader), areSingle, StoredNumbers.Read(reader), StoredNumbers.Read(reader));
    }

    /// <summary>The targets and, beside them, other values as columns, with their low-frequency parts.</summary>
    /// <param name="predictions">Values at the filter's samples, row by row; null for the targets alone.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <returns>[rows, columns] and [variances, rows, columns], float64.</returns>
    public (Tensor Values, Tensor Low) Split(double[]? predictions, Device device, CancellationToken cancellation)
    {
        Tensor inputs = Columns(Inputs, device), targets = Columns(Targets, device);
        Tensor values = predictions is null ? targets : cat([targets, Columns(predictions, device)], dim: 1);
        return (
            values, GaussianFilter.LowFrequencyPart(
                AreSingle ? inputs.to_type(ScalarType.Float32) : inputs, values, Variances, null, cancellation));
    }

    // A copy in libtorch's own memory: where an array lies changes the last bits of products.
    private Tensor Columns(double[] numbers, Device device) => tensor(numbers).reshape(Rows.Length, -1).clone().to(device);
}
