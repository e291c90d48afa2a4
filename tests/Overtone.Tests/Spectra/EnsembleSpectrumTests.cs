using Overtone.Spectra;
using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class EnsembleSpectrumTests
{
    private const int Samples = 200;
    private static readonly SineSum Sum = new([5, 10, 50], [1, 0.5, 2]);

    /// <summary>
    /// A sine A sin(2πkz + φ) has the coefficient A/2 exp(i(φ − π/2)) at k; ratios are 1, whatever the phases. Targets are float32.
    /// </summary>
    [Fact]
    public void A_learned_target_has_ratio_one_at_every_frequency()
    {
        using var scope = NewDisposeScope();
        using var targets = Sum.Targets([1, 2], Samples, CPU);
        using var spectrum = new EnsembleSpectrum(Sum.Frequencies, targets);
        for (var seed = 1; seed <= 2; seed++)
        {
            var phases = Sum.Phases(seed);
            for (var k = 0; k < 3; k++)
            {
                Assert.Equal(1, EnsembleSpectrum.Ratio(spectrum.Targets[k, seed - 1], Sum.Amplitudes[k]), 1e-5);
                Assert.Equal(0, Math.Sin(spectrum.Targets[k, seed - 1].Phase - (phases[k] - (Math.PI / 2))), 1e-5);
            }
        }
    }

    /// <summary>
    /// A function that is half of its target at one frequency and has the opposite phase at another: the ratio sees only the first.
    /// </summary>
    [Fact]
    public void A_wrong_phase_is_an_error_and_no_loss_of_ratio()
    {
        using var scope = NewDisposeScope();
        using var targets = Sum.Targets([1], Samples, CPU);
        using var spectrum = new EnsembleSpectrum(Sum.Frequencies, targets);
        var low = tensor(Sum.Values(1, SineSum.Points(Samples), highest: 5)).reshape(1, Samples, 1);
        var tone = tensor(Sum.Values(1, SineSum.Points(Samples), highest: 10)).reshape(1, Samples, 1) - low;
        var learned = spectrum.Of(targets - (0.5 * low) - (2 * tone));
        Assert.Equal(0.5, EnsembleSpectrum.Ratio(learned[0, 0], 1), 1e-5);
        Assert.Equal(1, EnsembleSpectrum.Ratio(learned[1, 0], 0.5), 1e-5);
        Assert.Equal(0.5, RelativeError.Of(learned[0, 0], spectrum.Targets[0, 0]), 1e-5);
        Assert.Equal(2, RelativeError.Of(learned[1, 0], spectrum.Targets[1, 0]), 1e-5);
    }

    /// <summary>
    /// A pitfall of sampling: samples that include the end point ("spaced equally over [0, 1]") read 0.9 of a unit tone of 50 cycles, and
    /// 0.3 in a neighbouring bin where there is nothing.
    /// </summary>
    [Fact]
    public void Samples_with_the_end_point_leak()
    {
        using var scope = NewDisposeScope();
        var tone = new SineSum([50], [1]);
        var with = tone.Values(1, [.. Enumerable.Range(0, Samples).Select(j => j / (Samples - 1.0))]);
        using var spectrum = new EnsembleSpectrum([49, 50, 51], tensor(with, dtype: float64).reshape(1, Samples, 1));
        Assert.Equal(0.90, EnsembleSpectrum.Ratio(spectrum.Targets[1, 0], 1), 0.01);
        Assert.Equal(
            0.30, Math.Max(EnsembleSpectrum.Ratio(spectrum.Targets[0, 0], 1), EnsembleSpectrum.Ratio(spectrum.Targets[2, 0], 1)), 0.01);
        using var without = new EnsembleSpectrum([49, 50, 51], tone.Targets([1], Samples, CPU));
        Assert.Equal(1, EnsembleSpectrum.Ratio(without.Targets[1, 0], 1), 1e-5);
        Assert.Equal(0, EnsembleSpectrum.Ratio(without.Targets[0, 0], 1), 1e-5);
    }
}
