using Overtone.Catalog.Audit;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Data.Corruptions;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;
using FogNoiseRegime = Overtone.Training.Regimes.FogNoise;

namespace Overtone.Catalog.FourierRobustness.FogNoise;

internal sealed record FogNoiseOptions : RobustnessOptions, IPresets<FogNoiseOptions>
{
    public static FogNoiseOptions Smoke => SmokeOf<FogNoiseOptions>();

    public static FogNoiseOptions Thorough => ThoroughOf<FogNoiseOptions>();

    public static FogNoiseOptions Paper => PaperOf<FogNoiseOptions>();
}

/// <summary>The accuracy of one network in fog, and the spectrum of what it was trained with.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The data set.</param>
/// <param name="Images">How many test images.</param>
/// <param name="TrainingImages">How many training images, a balanced subset; null for all.</param>
/// <param name="Seed">The seed of the fog.</param>
internal sealed record FogTrial(RegimeNetwork Network, string Data, int Images, int? TrainingImages, long Seed)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"fog for {Network}";

    public override IReadOnlyList<string> DataFiles(RunEnvironment environment)
    {
        DataSplit data = ImageProblem.Open(Data, environment.DataRoots);
        return [.. data.Train.Files.Concat(data.Evaluation.Files).Distinct()];
    }
}

/// <summary>
/// Networks trained with noise that has the spectrum of fog, in fog.
/// Source: 1906.08988, Table 2.
/// </summary>
internal sealed class FogNoiseStudy() : RegimeStudy<FogNoiseOptions, FogTrial>(
    "fog-noise", "Training with noise that has the spectrum of fog makes networks worse in fog", "Table 2",
    [TrainedRegime.Natural, TrainedRegime.FogNoise])
{
    /// <summary>What fog changes, in the table of spectra.</summary>
    public const string Fog = "fog";

    /// <summary>The noise, in the table of spectra.</summary>
    public const string Noise = "fog noise";

    private const int SpectrumImages = 500;
    // Half-way between black and white, hardly anything is cut off.
    private const double Grey = 0.5;

    public override string Summary =>
        "Trains networks naturally and with noise that has the mean spectrum of what the fog corruption changes, but random phases, and "
        + "measures both in fog of every severity. Claims that the noise does harm at all of them.";

    public override IndependentScript? Independent => RegimeIndependent.Spectra;

    public override IReadOnlyList<string> Examples =>
        ["run fog-noise", "run fog-noise --data cifar10 --network resnet-8 --augmentation crop-and-flip --epochs 30"];

    protected override IEnumerable<FogTrial> Measurements(
        FogNoiseOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training) =>
        [new FogTrial(network, options.Data, options.TestImages, options.Images, options.Seed)];

    protected override void Measure(FogTrial trial, OpenNetwork network, Recorder to)
    {
        (TrainedRegime regime, long seed) = (trial.Network.Regime, trial.Network.Seed);
        CleanRow clean = trial.Clean(network, to.Cancellation);
        to.Add(clean);
        to.Add(new FogAccuracy(regime, seed, 0, 1 - clean.Error));
        var images = new CorruptedImages(network.Data, new CorruptionSettings { Seed = trial.Seed }) { Threads = to.Environment.Threads };
        CorruptionLevel[] levels = [.. Enumerable.Range(1, Corruption.Severities).Select(severity => new CorruptionLevel(FogOf, severity))];
        foreach (CorruptedBatch batch in images.Batches(levels, network.Data.Count, cancellation: to.Cancellation))
        {
            using (batch)
            {
                double error = network.Ask(batch.Images, to.Cancellation).IsError.Average();
                to.Add(new FogAccuracy(regime, seed, batch.Level.Severity, 1 - error));
            }
        }

        if (regime == TrainedRegime.FogNoise)
            MeasureSpectra(trial, to);
    }

    protected override void Conclude(FogNoiseOptions options, Conclusion to) => new FogNoiseFindings(to).Conclude();

    private static Corruption FogOf => CorruptionCatalog.Named("fog");

    // Both on training images, on which the noise is made; of the fog other draws than those that it was made from.
    private static void MeasureSpectra(FogTrial trial, Recorder to)
    {
        Dataset all = ImageProblem.Open(trial.Data, to.Environment.DataRoots).Train;
        Dataset train = trial.TrainingImages is { } some && some < all.Count ? all.Subset(some, RegimeTrial.SubsetSeed) : all;
        int[] chosen = [.. Enumerable.Range(0, Math.Min(SpectrumImages, train.Count))];
        (int height, int width) = (train.Shape.Height, train.Shape.Width);
        using var fog = new DifferenceSpectrum(height, width);
        var images = new CorruptedImages(train, new CorruptionSettings { Seed = trial.Seed }) { Threads = to.Environment.Threads };
        var level = new CorruptionLevel(FogOf, RobustnessOptions.FogSeverity);
        foreach (CorruptedBatch batch in images.Batches([level], chosen.Length, chosen, to.Cancellation))
        {
            using (batch)
                fog.Add(batch.Clean, batch.Images);
        }

        using var noise = new DifferenceSpectrum(height, width);
        Tensor grey = full([chosen.Length, train.Shape.Channels, height, width], Grey, ScalarType.Float32);
        using var unused = nn.Identity();
        TrainingBatch noisy = new FogNoiseRegime(RobustnessOptions.FogSeverity, trial.Network.Seed).For(train)
            .Change(new TrainingBatch(grey, zeros(chosen.Length, ScalarType.Int64), Step: 0), unused);
        noise.Add(grey, noisy.Inputs);
        foreach ((string of, DifferenceSpectrum spectrum) in new[] { (Fog, fog), (Noise, noise) })
        {
            using Tensor magnitude = spectrum.MeanMagnitude();
            to.Add(PlaneRows.Of(magnitude).Select(r => new FogMagnitude(of, trial.Network.Seed, r.Cell.Y, r.Cell.X, r.Value)));
        }
    }

    [Table("fog")]
    internal sealed record FogAccuracy(TrainedRegime Regime, long Seed, int Severity, double Accuracy);

    [Table("magnitudes")]
    internal sealed record FogMagnitude(
        string Of, long Seed, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Magnitude);
}
