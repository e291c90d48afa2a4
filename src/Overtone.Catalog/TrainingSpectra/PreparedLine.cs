using System.Numerics;
using System.Text;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>
/// One direction, ready for snapshots: where the samples lie on it, at which frequencies spectra are taken, and the targets' coefficients
/// there.
/// </summary>
/// <param name="Coordinates">n coordinates.</param>
/// <param name="Frequencies">K frequencies, in cycles per unit of the coordinates.</param>
/// <param name="Targets">[K, outputs].</param>
/// <param name="Vanishing">The amplitude below which the targets' coefficients are rounding, and no error is relative to them.</param>
internal sealed record PreparedLine(double[] Coordinates, double[] Frequencies, Complex[,] Targets, double Vanishing)
{
    /// <summary>The artefact they are kept in.</summary>
    public const string Artefact = "lines.dat";

    public static void Write(Stream stream, IReadOnlyList<PreparedLine> lines)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(lines.Count);
        foreach (PreparedLine line in lines)
        {
            writer.Write(line.Vanishing);
            StoredNumbers.Write(writer, line.Coordinates);
            StoredNumbers.Write(writer, line.Frequencies);
            StoredNumbers.Write(writer, [.. line.Targets.Cast<Complex>().SelectMany(c => new[] { c.Real, c.Imaginary })]);
        }
    }

    public static PreparedLine[] Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadOne(reader))];
    }

    private static PreparedLine ReadOne(BinaryReader reader)
    {
        double vanishing = reader.ReadDouble();
        double[] coordinates = StoredNumbers.Read(reader), frequencies = StoredNumbers.Read(reader), parts = StoredNumbers.Read(reader);
        int outputs = parts.Length / 2 / frequencies.Length;
        var targets = new Complex[frequencies.Length, outputs];
        for (int index = 0; index < parts.Length / 2; index++)
            targets[index / outputs, index % outputs] = new Complex(parts[2 * index], parts[(2 * index) + 1]);
        return new PreparedLine(coordinates, frequencies, targets, vanishing);
    }
}
