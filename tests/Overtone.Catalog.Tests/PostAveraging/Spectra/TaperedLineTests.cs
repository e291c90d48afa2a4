using Overtone.Catalog.PostAveraging.Spectra;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.PostAveraging.Spectra;

public class TaperedLineTests
{
    private static readonly TaperedLine Line = new(halfLength: 3, samples: 64);

    [Fact]
    public void A_straight_line_has_no_power()
    {
        using var scope = NewDisposeScope();
        Tensor values = ((Line.Places() * 2) + 5).reshape(1, -1, 1);
        Assert.InRange(Line.Spectra(values).abs().max().item<double>(), 0, 1e-13);
    }

    [Fact]
    public void A_wave_stands_at_its_frequency_with_the_tapers_mean_times_half_its_amplitude()
    {
        using var scope = NewDisposeScope();
        Tensor values = (Line.Places() * Line.Frequency(20)).cos().reshape(1, -1, 1) * 4;
        Tensor spectrum = Line.Spectra(values).abs()[0, .., 0];
        Assert.Equal(33, spectrum.shape[0]);
        Assert.Equal(20, spectrum.argmax().item<long>());
        // The mean of cos⁴ is 3/8.
        Assert.Equal(2 * 3 / 8.0, spectrum[20].item<double>(), 1e-9);
        Assert.InRange(spectrum.narrow(0, 0, 15).max().item<double>(), 0, 2e-3);
    }

    [Fact]
    public void Bands_follow_each_other_from_bin_four_to_the_nyquist_frequency()
    {
        IReadOnlyList<FrequencyBins> bands = Line.Bands(16);
        Assert.Equal(4, bands[0].First);
        Assert.Equal(32, bands[^1].First + bands[^1].Count);
        Assert.All(bands.Zip(bands.Skip(1)), pair => Assert.Equal(pair.First.First + pair.First.Count, pair.Second.First));
        Assert.Equal(Line.Frequency(4), bands[0].Frequency, 1e-12);
    }

    [Fact]
    public void Powers_are_sums_over_outputs_and_means_over_bins()
    {
        using var scope = NewDisposeScope();
        Tensor spectra = complex(ones(2, 33, 3, dtype: float64) * 2, zeros(2, 33, 3, dtype: float64));
        spectra[1] *= 2;
        double[][] powers = TaperedLine.Powers(spectra, Line.Bands(5));
        Assert.All(powers[0], power => Assert.Equal(12, power, 1e-12));
        Assert.All(powers[1], power => Assert.Equal(48, power, 1e-12));
    }
}
