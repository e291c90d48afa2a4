using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// What is averaged over channels and images.
/// Source: published figures do either, few say which.
/// </summary>
public enum AmplitudeAverage
{
    /// <summary>The mean of the logarithms: every channel counts alike.</summary>
    MeanOfLog,

    /// <summary>The logarithm of the mean: strong channels count most.</summary>
    LogOfMean,
}

/// <summary>
/// Along which frequencies a two-dimensional spectrum is read.
/// Source: as <see cref="FeatureSpectrum"/>.
/// </summary>
public enum SpectrumPath
{
    /// <summary>The diagonal, both frequencies rising together to Nyquist; its end is √2 times as far as a ring's.</summary>
    Diagonal,

    /// <summary>Rings of equal distance from zero frequency, averaged.</summary>
    Radial,
}

/// <summary>
/// What is taken off the edges of a feature map first: its period's seam spreads over all frequencies.
/// Source: as <see cref="FeatureSpectrum"/>.
/// </summary>
public enum SpectrumWindow
{
    /// <summary>Nothing, as published figures do.</summary>
    None,

    /// <summary>A Hann window in both directions.</summary>
    Hann,
}

/// <summary>
/// What a layer's spectrum is shifted by.
/// Source: as <see cref="FeatureSpectrum"/>.
/// </summary>
public enum AmplitudeShift
{
    /// <summary>The log amplitude at zero frequency, so that every layer begins at 0 whatever the size of its activations.</summary>
    ZeroFrequency,

    /// <summary>Nothing: the log amplitude itself.</summary>
    None,
}

/// <summary>
/// The base of the logarithm.
/// Source: as <see cref="FeatureSpectrum"/>.
/// </summary>
public enum AmplitudeLogarithm
{
    /// <summary>Natural, as published figures do.</summary>
    Natural,

    /// <summary>To the base of ten.</summary>
    Decimal,
}

/// <summary>
/// The relative log amplitude of feature maps: ln |F| at each frequency minus ln |F| at zero frequency. Feature maps of different size are
/// compared on an axis from 0 to 1, 1 being their own Nyquist frequency.
/// Source: Park and Kim 2022 (2202.06709), Fig. 2 and 8: "Δ log amplitude" along the diagonal, averaged over channels and images.
/// </summary>
public sealed record FeatureSpectrum
{
    // Dead channels have amplitude zero; without a floor their logarithm is −∞.
    private const double Floor = 1e-12;

    /// <summary>What is averaged.</summary>
    public AmplitudeAverage Average { get; init; } = AmplitudeAverage.MeanOfLog;

    /// <summary>Where the spectrum is read.</summary>
    public SpectrumPath Path { get; init; } = SpectrumPath.Diagonal;

    /// <summary>The window.</summary>
    public SpectrumWindow Window { get; init; } = SpectrumWindow.None;

    /// <summary>What the spectrum is shifted by.</summary>
    public AmplitudeShift Shift { get; init; } = AmplitudeShift.ZeroFrequency;

    /// <summary>The logarithm.</summary>
    public AmplitudeLogarithm Logarithm { get; init; } = AmplitudeLogarithm.Natural;

    /// <summary>The log amplitude of one layer.</summary>
    /// <param name="features">[n, C, h, w] with h and w of 2 or more.</param>
    /// <returns>Frequency as a share of Nyquist, rising from 0 to 1 (to the last whole frequency for odd sizes), and the log amplitude
    /// there, shifted as asked.</returns>
    public IReadOnlyList<(double Frequency, double LogAmplitude)> Of(Tensor features)
    {
        using var scope = NewDisposeScope();
        int height = (int)features.shape[2], width = (int)features.shape[3];
        Tensor plane = LogAmplitude(features);
        double[] values = plane.data<double>().ToArray();
        double shift = Shift == AmplitudeShift.ZeroFrequency ? values[0] : 0,
            unit = Logarithm == AmplitudeLogarithm.Natural ? 1 : Math.Log(10);
        values = Array.ConvertAll(values, value => (value - shift) / unit);
        return Path == SpectrumPath.Diagonal ? Diagonal(values, height, width) : Radial(values, height, width);
    }

    /// <summary>Feature maps out of a transformer's tokens.</summary>
    /// <param name="tokens">[n, T, C], patches row by row.</param>
    /// <param name="height">Rows of the patches: those of what the patch embedding gives.</param>
    /// <param name="width">Columns of the patches.</param>
    /// <param name="first">The place of the first patch, behind class tokens and registers that stand before them.</param>
    /// <returns>[n, C, height, width].</returns>
    /// <exception cref="ArgumentException">There are fewer tokens.</exception>
    public static Tensor Grid(Tensor tokens, int height, int width, int first = 0)
    {
        using var scope = NewDisposeScope();
        if (first < 0 || first + ((long)height * width) > tokens.shape[1])
        {
            throw new ArgumentException(
                $"Found {tokens.shape[1]} tokens, expected {height}×{width} patches from place {first} on.", nameof(tokens));
        }

        Tensor grid = tokens.narrow(1, first, (long)height * width);
        return grid.transpose(1, 2).reshape(tokens.shape[0], tokens.shape[2], height, width).MoveToOuterDisposeScope();
    }

    private Tensor LogAmplitude(Tensor features)
    {
        Tensor maps = features.detach().to_type(ScalarType.Float64).cpu();
        if (Window == SpectrumWindow.Hann)
            maps = maps * hann_window(maps.shape[2], dtype: float64).unsqueeze(1) * hann_window(maps.shape[3], dtype: float64);
        Tensor amplitude = fft.fft2(maps, norm: TorchSharp.FFTNormType.Ortho).abs();
        return Average == AmplitudeAverage.MeanOfLog
            ? amplitude.clamp_min(Floor).log().mean([0, 1])
            : amplitude.mean([0, 1]).clamp_min(Floor).log();
    }

    private static (double Frequency, double LogAmplitude)[] Diagonal(double[] plane, int height, int width)
    {
        int shorter = Math.Min(height, width);
        return [.. Enumerable.Range(0, (shorter / 2) + 1).Select(k =>
        {
            int y = (int)Math.Round((double)k * height / shorter), x = (int)Math.Round((double)k * width / shorter);
            return (2.0 * k / shorter, plane[(y * width) + x]);
        })];
    }

    private static (double Frequency, double LogAmplitude)[] Radial(double[] plane, int height, int width)
    {
        double[] radius = FrequencyGrid.Radius(height, width).data<double>().ToArray();
        int shorter = Math.Min(height, width);
        return [.. Enumerable.Range(0, (shorter / 2) + 1).Select(ring => (
            2.0 * ring / shorter,
            radius.Zip(plane).Where(cell => (int)Math.Round(cell.First) == ring).Average(cell => cell.Second)))];
    }
}
