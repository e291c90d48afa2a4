using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FourierRobustness.Corruptions;

internal sealed record RegimeCorruptionsOptions : RobustnessOptions, IPresets<RegimeCorruptionsOptions>
{
    public static RegimeCorruptionsOptions Smoke => SmokeOf<RegimeCorruptionsOptions>();

    public static RegimeCorruptionsOptions Thorough => ThoroughOf<RegimeCorruptionsOptions>() with { Severities = All };

    public static RegimeCorruptionsOptions Paper => PaperOf<RegimeCorruptionsOptions>() with { Severities = All };

    [Option("Severities of the corruptions, over which errors are averaged", Minimum = 1, Maximum = Corruption.Severities,
        Reduced = Reduced.WhenMissing)]
    public int[] Severities { get; init; } = [1, 3, 5];

    [Option("The severity at which the share of high-frequency energy of a corruption is taken; one of the severities", Minimum = 1,
        Maximum = Corruption.Severities, Reduced = Reduced.WhenOther)]
    public int SpectrumSeverity { get; init; } = 3;

    [Option("Which frequencies count as high: nyquist-square, outside-square, outside-disc", Reduced = Reduced.WhenOther)]
    public HighFrequencyMask Mask { get; init; } = HighFrequencyMask.NyquistSquare;

    private static int[] All => [.. Enumerable.Range(1, Corruption.Severities)];
}

/// <summary>The errors of one network on corrupted images.</summary>
internal sealed record CorruptionsTrial(
    RegimeNetwork Network, string Data, int Images, int[] Severities, HighFrequencyMask Mask, long Seed)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"corruptions for {Network}";
}

/// <summary>
/// What each way of training gains or loses under each corruption, against the share of the corruption's energy at high frequencies.
/// Source: 1906.08988, Fig. 6 and Table 1.
/// </summary>
internal sealed class RegimeCorruptions() : RegimeStudy<RegimeCorruptionsOptions, CorruptionsTrial>(
    "regime-corruptions", "Noise and adversarial training help against corruptions of high frequencies, and cost against those of low ones",
    "Fig. 6 and Table 1", [TrainedRegime.Natural, .. Others])
{
    /// <summary>The regimes that are compared with natural training.</summary>
    public static IReadOnlyList<TrainedRegime> Others { get; } =
    [
        TrainedRegime.Gaussian, TrainedRegime.Adversarial, TrainedRegime.AutoAugment, TrainedRegime.LowPass, TrainedRegime.HighPass,
    ];

    public override string Summary =>
        "Trains networks naturally, with Gaussian noise, on adversarial examples, with AutoAugment, and behind a low-pass and a high-pass "
        + "filter, and measures each under every corruption of the benchmark. Claims that what a network gains or loses rises with the "
        + "share of the corruption's energy at high frequencies, or falls with it behind the high-pass filter.";

    public override IReadOnlyList<string> Examples =>
    [
        "run regime-corruptions",
        "run regime-corruptions --data cifar10 --network resnet-8 --augmentation crop-and-flip --epochs 30 --severities 1,2,3,4,5",
    ];

    public override IndependentScript? Independent => RegimeCorruptionsIndependent.Script;

    protected override IEnumerable<(TrainedRegime Regime, TrainedNetwork Training)> Trainings(
        RegimeCorruptionsOptions options, ImageShape images, long seed)
    {
        if (!options.Severities.Contains(options.SpectrumSeverity))
            throw new InvalidOptionException(
                "--spectrum-severity", $"{options.SpectrumSeverity}", $"one of --severities ({string.Join(", ", options.Severities)})");
        return base.Trainings(options, images, seed);
    }

    protected override IEnumerable<CorruptionsTrial> Measurements(
        RegimeCorruptionsOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training) =>
        [new CorruptionsTrial(network, options.Data, options.TestImages, [.. options.Severities.Order()], options.Mask, options.Seed)];

    protected override void Measure(CorruptionsTrial trial, OpenNetwork network, Recorder to)
    {
        ImageShape shape = network.Data.Shape;
        to.Add(trial.Clean(network, to.Cancellation));
        to.Add(MaskRow.Of(trial.Mask, shape));
        CorruptionLevel[] levels = [.. CorruptionCatalog.For(shape).Where(corruption => corruption.IsBenchmark)
            .SelectMany(corruption => trial.Severities.Select(severity => new CorruptionLevel(corruption, severity)))];
        // The same images and draws for every network: differences between networks are not those of draws.
        var images = new CorruptedImages(network.Data, new CorruptionSettings { Seed = trial.Seed }) { Threads = to.Environment.Threads };
        int done = 0;
        foreach (CorruptedBatch batch in images.Batches(levels, network.Data.Count, cancellation: to.Cancellation))
        {
            using (batch)
            {
                using var change = new DifferenceSpectrum(shape.Height, shape.Width);
                change.Add(batch.Clean, batch.Images);
                double error = network.Ask(batch.Images, to.Cancellation).IsError.Average();
                to.Add(new CorruptionError(
                    trial.Network.Regime, trial.Network.Seed, batch.Level.Corruption.Name, batch.Level.Severity, error,
                    change.Fraction(trial.Mask)));
            }

            to.Report((double)++done / levels.Length);
        }
    }

    protected override void Conclude(RegimeCorruptionsOptions options, Conclusion to) =>
        new RegimeCorruptionsFindings(options, to).Conclude();

    [Table("corruptions")]
    internal sealed record CorruptionError(
        TrainedRegime Regime, long Seed, string Corruption, int Severity, double Error, double HighShare);
}
