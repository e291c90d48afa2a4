using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.NoiseBands;

internal sealed record RegimeNoiseOptions : RobustnessOptions, IPresets<RegimeNoiseOptions>
{
    public static RegimeNoiseOptions Smoke => SmokeOf<RegimeNoiseOptions>();

    public static RegimeNoiseOptions Thorough => ThoroughOf<RegimeNoiseOptions>();

    public static RegimeNoiseOptions Paper => PaperOf<RegimeNoiseOptions>();

    [Option("ℓ2 norm of the noise in each channel; auto: 8 on images of 32 pixels a side, as the paper has it, and in proportion to the "
        + "side on others", Above = 0, Unset = "auto", Reduced = Reduced.WhenOther)]
    public double? Norm { get; init; }

    [Option("Whether pixels with noise are cut off at 0 and 1", Reduced = Reduced.WhenOther)]
    public bool Clip { get; init; }
}

/// <summary>The errors of one network under noise of every bandwidth.</summary>
internal sealed record NoiseTrial(
    RegimeNetwork Network, string Data, int Images, double Norm, bool Clip, int[] Bandwidths, long Seed)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"band-limited noise, {Network}";
}

/// <summary>
/// Networks of several regimes under noise of low and of high frequencies.
/// Source: 1906.08988, Fig. 5.
/// </summary>
internal sealed class RegimeNoise() : RegimeStudy<RegimeNoiseOptions, NoiseTrial>(
    "regime-noise", "Band-limited noise: training with noise helps against high frequencies and costs at low ones", "Fig. 5", Regimes)
{
    private static readonly int[] PublishedBandwidths = [3, 7, 11, 15, 23, 31];

    public static IReadOnlyList<TrainedRegime> Regimes { get; } =
        [TrainedRegime.Natural, TrainedRegime.Gaussian, TrainedRegime.Adversarial];

    public override string Summary =>
        "Trains networks naturally, with Gaussian noise and on adversarial examples, and measures their error under Gaussian noise of one "
        + "norm, limited to a square of low or of high frequencies. Claims that the natural network is better under noise of the lowest "
        + "frequencies, far worse under that of the highest, and that the curves cross once.";

    public override IndependentScript? Independent => RegimeIndependent.Noise;

    public override IReadOnlyList<string> Examples => ["run regime-noise", "run regime-noise --norm 2 --clip"];

    protected override IEnumerable<NoiseTrial> Measurements(
        RegimeNoiseOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training)
    {
        int side = Math.Min(images.Height, images.Width);
        int[] bandwidths = [.. PublishedBandwidths.Select(b => PublishedSize.Bandwidth(b, side)).Where(b => b > 1).Distinct()];
        yield return new NoiseTrial(
            network, options.Data, options.TestImages, options.Norm ?? PublishedSize.Norm(8, side), options.Clip, bandwidths,
            options.Seed);
    }

    protected override void Measure(NoiseTrial trial, OpenNetwork network, Recorder to)
    {
        to.Add(trial.Clean(network, to.Cancellation));
        ImageShape shape = network.Data.Shape;
        foreach (BandShape kind in new[] { BandShape.SquareLowPass, BandShape.SquareHighPass })
        {
            foreach (int bandwidth in trial.Bandwidths)
            {
                using var scope = NewDisposeScope();
                // Noise of one seed: the same for every network, and of the same white noise for every band.
                var noise = new BandLimitedNoise(new BandFilter(kind, bandwidth), trial.Norm, NormMode.PerChannel, trial.Seed);
                Tensor images = network.Images.Pixels,
                    noisy = images + noise.Of(0, network.Images.Count, shape.Channels, shape.Height, shape.Width).to(images.device);
                double error = network.Ask(trial.Clip ? noisy.clamp(0, 1) : noisy, to.Cancellation).IsError.Average();
                to.Add(new NoiseError(
                    trial.Network.Regime, trial.Network.Seed, kind == BandShape.SquareLowPass ? Low : High, bandwidth, error));
            }
        }
    }

    protected override void Conclude(RegimeNoiseOptions options, Conclusion to) => new RegimeNoiseFindings(options, to).Conclude();

    public const string Low = "low frequencies", High = "high frequencies";

    [Table("noise")]
    internal sealed record NoiseError(
        TrainedRegime Regime, long Seed, string Band, [Unit("cycles per image")] int Bandwidth, double Error);
}
