using Overtone.Attacks;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.AttackSpectra;

internal sealed record RegimeAttackSpectraOptions : RobustnessOptions, IPresets<RegimeAttackSpectraOptions>
{
    public static RegimeAttackSpectraOptions Smoke => SmokeOf<RegimeAttackSpectraOptions>() with { Steps = 3 };

    public static RegimeAttackSpectraOptions Thorough => ThoroughOf<RegimeAttackSpectraOptions>();

    public static RegimeAttackSpectraOptions Paper => PaperOf<RegimeAttackSpectraOptions>();

    [Option("Steps of the attacks", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Steps { get; init; } = 20;

    [Option("ℓ2 norm of the second attack, over all channels; auto: 0.5 on images of 32 pixels a side, and in proportion to the side on "
        + "others", Above = 0, Unset = "auto", Reduced = Reduced.WhenOther)]
    public double? EpsilonL2 { get; init; }
}

/// <summary>The spectra of the attacks on one network.</summary>
internal sealed record AttackSpectraTrial(
    RegimeNetwork Network, string Data, int Images, double Epsilon, double EpsilonL2, int Steps, long Seed)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"attacks on {Network}";
}

/// <summary>
/// The spectra of adversarial perturbations of networks trained naturally and adversarially, with those of their gradients.
/// Source: 1906.08988, Fig. 7 (a) and (b).
/// </summary>
internal sealed class RegimeAttackSpectra() : RegimeStudy<RegimeAttackSpectraOptions, AttackSpectraTrial>(
    "regime-attack-spectra", "Adversarial training moves adversarial perturbations to low frequencies", "Fig. 7", Regimes)
{
    public static IReadOnlyList<TrainedRegime> Regimes { get; } = [TrainedRegime.Natural, TrainedRegime.Adversarial];

    public override string Summary =>
        "Trains networks naturally and on adversarial examples, attacks them with projected gradient descent, and measures where the "
        + "perturbations lie in the frequency plane: those of ℓ∞, which the sign spreads over all frequencies, those of ℓ2, and the "
        + "gradients themselves. Claims that adversarial training moves all three to low frequencies.";

    public override IndependentScript? Independent => RegimeIndependent.Spectra;

    public override IReadOnlyList<string> Examples => ["run regime-attack-spectra", "run regime-attack-spectra --steps 50 --epsilon-l2 1"];

    protected override IEnumerable<AttackSpectraTrial> Measurements(
        RegimeAttackSpectraOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training) =>
    [
        new AttackSpectraTrial(
            network, options.Data, options.TestImages, options.Epsilon,
            options.EpsilonL2 ?? PublishedSize.Norm(0.5, Math.Min(images.Height, images.Width)), options.Steps, options.Seed),
    ];

    protected override void Measure(AttackSpectraTrial trial, OpenNetwork network, Recorder to)
    {
        to.Add(trial.Clean(network, to.Cancellation));
        (string Name, NormBall Ball)[] attacks =
            [(Linf, new NormBall(AttackNorm.Linf, trial.Epsilon)), (L2, new NormBall(AttackNorm.L2, trial.EpsilonL2))];
        foreach ((string name, NormBall ball) in attacks)
        {
            var attack = new ProjectedGradient { Ball = ball, Steps = trial.Steps, Seed = trial.Seed };
            using AttackOutcome outcome = attack.Run(network.Classifier, network.Images, cancellation: to.Cancellation);
            using var scope = NewDisposeScope();
            Add(trial, name, outcome.Images.to(network.Images.Pixels.device) - network.Images.Pixels, outcome.RobustAccuracy, to);
        }

        using (NewDisposeScope())
        {
            using ClassifierGradient gradient =
                network.Classifier.CrossEntropyGradient(network.Images.Pixels, network.Images.Labels.ToArray(), to.Cancellation);
            Add(trial, Gradient, gradient.Gradient, double.NaN, to);
        }
    }

    protected override void Conclude(RegimeAttackSpectraOptions options, Conclusion to) =>
        new RegimeAttackSpectraFindings(options, to).Conclude();

    public const string Linf = "ℓ∞ perturbation", L2 = "ℓ2 perturbation", Gradient = "gradient";

    /// <summary>The mean distance from zero frequency, in cycles per image, weighted with the mean magnitude.</summary>
    internal static double Centroid(DifferenceSpectrum spectrum, int height, int width)
    {
        using var scope = NewDisposeScope();
        Tensor magnitudes = spectrum.MeanMagnitude();
        return ((FrequencyGrid.Radius(height, width) * magnitudes).sum() / magnitudes.sum()).item<double>();
    }

    private static void Add(AttackSpectraTrial trial, string kind, Tensor change, double robustAccuracy, Recorder to)
    {
        (int height, int width) = ((int)change.shape[2], (int)change.shape[3]);
        using var spectrum = new DifferenceSpectrum(height, width);
        spectrum.AddChange(change);
        using Tensor mean = spectrum.MeanMagnitude();
        double[] magnitudes = mean.data<double>().ToArray();
        (TrainedRegime regime, long seed) = (trial.Network.Regime, trial.Network.Seed);
        to.Add(new ChangeSpectrum(
            regime, seed, kind, spectrum.Fraction(HighFrequencyMask.NyquistSquare), Centroid(spectrum, height, width), robustAccuracy,
            spectrum.MeanNorm));
        int[] rows = FrequencyGrid.Signed(height), columns = FrequencyGrid.Signed(width);
        to.Add(magnitudes.Select((magnitude, n) => new Magnitude(regime, seed, kind, rows[n / width], columns[n % width], magnitude)));
    }

    [Table("changes")]
    internal sealed record ChangeSpectrum(
        TrainedRegime Regime, long Seed, string Kind, double HighFrequency, [Unit("cycles per image")] double Centroid,
        double RobustAccuracy, double MeanNorm);

    [Table("magnitudes")]
    internal sealed record Magnitude(
        TrainedRegime Regime, long Seed, string Kind, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Value);
}
