using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>
/// Spectra of functions along a line: samples at the middles of equal steps from −T to T, the straight line that fits best under the taper
/// taken away, tapered to zero by cos⁴, transformed. Without the taper the jump between the ends hides everything; without taking the
/// straight line away its own tapered spectrum hides the lowest frequencies.
/// Source: none; a check of 1905.12797's decaying spectra, as <see cref="Theory.PiecewiseLinear.TaperedSlice"/>.
/// </summary>
/// <param name="halfLength">T, in units of pixels in [0, 1].</param>
/// <param name="samples">How many samples.</param>
internal sealed class TaperedLine(double halfLength, int samples)
{
    // A tapered constant reaches that many bins from zero.
    private const int FirstBin = 4;

    /// <summary>The distance of two samples.</summary>
    public double Step => 2 * halfLength / samples;

    /// <summary>Where the samples are on the line, from −T to T, [samples], float64.</summary>
    public Tensor Places() => ((arange(samples, dtype: float64) + 0.5) * Step) - halfLength;

    /// <summary>The frequency of a bin, in radians per unit of pixels in [0, 1].</summary>
    public double Frequency(int bin) => bin * Math.PI / halfLength;

    /// <summary>Bands of equal ratio between bin 4 and the Nyquist frequency, each with at least one bin.</summary>
    /// <param name="count">How many at most: narrow ones at low frequencies are merged.</param>
    public IReadOnlyList<FrequencyBins> Bands(int count)
    {
        int last = samples / 2;
        double ratio = Math.Pow((double)last / FirstBin, 1.0 / count);
        int[] edges = [.. Enumerable.Range(0, count + 1).Select(n => (int)Math.Round(FirstBin * Math.Pow(ratio, n))).Distinct()];
        return [.. edges.Zip(edges.Skip(1), (first, end) => new FrequencyBins(
            first, end - first, Math.Exp(Enumerable.Range(first, end - first).Average(bin => Math.Log(Frequency(bin))))))];
    }

    /// <summary>The spectra of functions.</summary>
    /// <param name="values">[lines, samples, outputs].</param>
    /// <returns>complex128 [lines, samples / 2 + 1, outputs], in the caller's dispose scope; the sum over samples divided by their number.
    /// </returns>
    public Tensor Spectra(Tensor values)
    {
        using var scope = NewDisposeScope();
        Tensor places = Places(), taper = (places * (Math.PI / (2 * halfLength))).cos().pow(4).unsqueeze(1);
        Tensor sloped = taper * places.unsqueeze(1), tapered = values.to_type(ScalarType.Float64) * taper;
        // The places are symmetric, so that constant and slope are orthogonal.
        foreach (Tensor part in new[] { taper, sloped })
            tapered -= part * ((part * tapered).sum([1], keepdim: true) / part.square().sum());
        return (fft.rfft(tapered, dim: 1) / samples).MoveToOuterDisposeScope();
    }

    /// <summary>The power in each band, all outputs together: [lines, bands] as rows, the mean over a band's bins.</summary>
    /// <param name="spectra">[lines, bins, outputs], complex.</param>
    /// <param name="bands">The bands.</param>
    public static double[][] Powers(Tensor spectra, IReadOnlyList<FrequencyBins> bands)
    {
        using var scope = NewDisposeScope();
        Tensor powers = spectra.abs().square().sum([2]);
        double[] flat = stack([.. bands.Select(band => powers.narrow(1, band.First, band.Count).mean([1]))], 1).contiguous()
            .data<double>().ToArray();
        return [.. flat.Chunk(bands.Count)];
    }
}

/// <summary>A band of a line's frequencies.</summary>
/// <param name="First">The first bin.</param>
/// <param name="Count">How many.</param>
/// <param name="Frequency">Their geometric mean, in radians per unit of pixels in [0, 1].</param>
internal sealed record FrequencyBins(int First, int Count, double Frequency);
