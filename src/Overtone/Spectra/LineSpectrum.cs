using System.Numerics;
using System.Text;

namespace Overtone.Spectra;

/// <summary>
/// The spectrum of targets along one direction, and how far functions sampled at the same points are from it, frequency by frequency.
/// Values come in blocks and none is kept, so that any number of saved predictions can be compared.
/// Source: 1901.06523, section 2 (Δ_F) and Fig. 2 (the projection method).
/// </summary>
public sealed class LineSpectrum
{
    // Of the targets' size: what sums of them may be off by.
    private const double Rounding = 1e-12;

    private readonly double[] _coordinates;
    private readonly double[] _frequencies;
    private readonly Complex[,] _targets;

    private LineSpectrum(double[] coordinates, double[] frequencies, Complex[,] targets, double vanishing) =>
        (_coordinates, _frequencies, _targets, VanishingAmplitude) = (coordinates, frequencies, targets, vanishing);

    /// <summary>Takes the targets' spectrum.</summary>
    /// <param name="coordinates">Where each sample lies, n numbers.</param>
    /// <param name="frequencies">The frequencies, in cycles per unit of the coordinates.</param>
    /// <param name="targets">The targets, row by row: as many outputs for each sample.</param>
    /// <exception cref="ArgumentException">There is no point, frequency or output, the targets are no whole number for each point, or a
    /// coordinate or a frequency is not finite.</exception>
    public LineSpectrum(IReadOnlyList<double> coordinates, IReadOnlyList<double> frequencies, ReadOnlySpan<double> targets)
    {
        (_coordinates, _frequencies) = ([.. coordinates], [.. frequencies]);
        var transform = new StreamedFourierTransform(_coordinates, _frequencies, targets.Length / Math.Max(1, _coordinates.Length));
        transform.Add(targets);
        _targets = transform.Coefficients();
        double squares = 0;
        foreach (double y in targets)
            squares += y * y;
        VanishingAmplitude = Rounding * Math.Sqrt(squares / _coordinates.Length);
    }

    /// <summary>Where each sample lies.</summary>
    public IReadOnlyList<double> Coordinates => _coordinates;

    /// <summary>The frequencies, in cycles per unit of the coordinates.</summary>
    public IReadOnlyList<double> Frequencies => _frequencies;

    /// <summary>The number of outputs of a sample.</summary>
    public int Outputs => _targets.GetLength(1);

    /// <summary>The targets' amplitude at each frequency, all outputs together.</summary>
    public IReadOnlyList<double> Amplitudes => SpectralPeaks.Amplitudes(_targets);

    /// <summary>The amplitude up to which coefficients of the targets are rounding, and no error is relative to them.</summary>
    public double VanishingAmplitude { get; }

    /// <summary>
    /// The places of frequencies that are worth watching: peaks above a noise floor, or places spread evenly over the band that exceeds
    /// it (<see cref="SpectralPeaks.Select"/>). An even spread may meet frequencies at which the targets have nothing but noise; they are
    /// given only where there are not two others.
    /// </summary>
    /// <param name="floor">What a peak must exceed, as <see cref="SpectralPeaks.NoiseFloor"/>.</param>
    /// <param name="fewest">How many places are wanted at least.</param>
    /// <param name="most">How many are wanted at most.</param>
    public IReadOnlyList<int> Watch(double floor, int fewest, int most)
    {
        double[] amplitudes = SpectralPeaks.Amplitudes(_targets);
        IReadOnlyList<int> chosen = SpectralPeaks.Select(amplitudes, floor, fewest, most);
        int[] heard = [.. chosen.Where(k => amplitudes[k] > floor)];
        return heard.Length > 1 ? heard : [.. chosen.Where(k => amplitudes[k] > VanishingAmplitude)];
    }

    /// <summary>A transform that takes the values of another function at the same samples; its coefficients go to
    /// <see cref="ErrorsOf"/>.</summary>
    public StreamedFourierTransform CreateTransform() => new(_coordinates, _frequencies, Outputs);

    /// <summary>How far a function is from the targets at each frequency.</summary>
    /// <param name="learned">The function's coefficients, [frequency, output].</param>
    /// <exception cref="ArgumentException">There are others than the targets have.</exception>
    public IReadOnlyList<CoefficientError> ErrorsOf(Complex[,] learned)
    {
        if (learned.GetLength(0) != _frequencies.Length || learned.GetLength(1) != Outputs)
            throw new ArgumentException($"The coefficients are for {learned.GetLength(0)} frequencies and {learned.GetLength(1)} outputs; "
                + $"expected {_frequencies.Length} and {Outputs}.", nameof(learned));
        return [.. _frequencies.Select((frequency, k) => ErrorOf(frequency, Row(learned, k), Row(_targets, k)))];
    }

    /// <summary>Keeps spectra, so that other processes can compare functions with them.</summary>
    /// <param name="stream">Written to, and left open.</param>
    /// <param name="lines">The spectra.</param>
    public static void Write(Stream stream, IReadOnlyList<LineSpectrum> lines)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(lines.Count);
        foreach (LineSpectrum line in lines)
        {
            writer.Write(line.VanishingAmplitude);
            StoredNumbers.Write(writer, line._coordinates);
            StoredNumbers.Write(writer, line._frequencies);
            StoredNumbers.Write(writer, [.. line._targets.Cast<Complex>().SelectMany(c => new[] { c.Real, c.Imaginary })]);
        }
    }

    /// <summary>The spectra that <see cref="Write"/> kept.</summary>
    /// <param name="stream">Read, and closed.</param>
    /// <exception cref="EndOfStreamException">Something is missing.</exception>
    public static IReadOnlyList<LineSpectrum> Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadOne(reader))];
    }

    private static LineSpectrum ReadOne(BinaryReader reader)
    {
        double vanishing = reader.ReadDouble();
        double[] coordinates = StoredNumbers.Read(reader), frequencies = StoredNumbers.Read(reader), parts = StoredNumbers.Read(reader);
        int outputs = parts.Length / 2 / frequencies.Length;
        var targets = new Complex[frequencies.Length, outputs];
        for (int index = 0; index < parts.Length / 2; index++)
            targets[index / outputs, index % outputs] = new Complex(parts[2 * index], parts[(2 * index) + 1]);
        return new LineSpectrum(coordinates, frequencies, targets, vanishing);
    }

    private CoefficientError ErrorOf(double frequency, Complex[] now, Complex[] wanted) => Size(wanted) <= VanishingAmplitude
        ? new CoefficientError(frequency, Size(now), null, null)
        : new CoefficientError(frequency, Size(now), RelativeError.Of(now, wanted), RelativeError.OfMagnitudes(now, wanted));

    private static double Size(Complex[] row) => Math.Sqrt(row.Sum(c => (c.Real * c.Real) + (c.Imaginary * c.Imaginary)));

    private static Complex[] Row(Complex[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];
}

/// <summary>
/// How far a function is from its targets at one frequency, all outputs together.
/// Source: 1901.06523, section 2 (Δ_F).
/// </summary>
/// <param name="Frequency">The frequency, in cycles per unit of the coordinates.</param>
/// <param name="Amplitude">The function's amplitude.</param>
/// <param name="Error">Δ_F with complex coefficients; null where the targets' amplitude vanishes.</param>
/// <param name="MagnitudeError">Δ_F of magnitudes only, as published one-dimensional scripts compute it; null where the targets' amplitude
/// vanishes.</param>
public sealed record CoefficientError(double Frequency, double Amplitude, double? Error, double? MagnitudeError);
