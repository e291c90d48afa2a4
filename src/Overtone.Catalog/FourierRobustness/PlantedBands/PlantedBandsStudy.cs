using Overtone.Catalog.TrainedNetworks;
using Overtone.Data.Planted;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.PlantedBands;

internal sealed record PlantedBandsOptions : StudyOptions, IPresets<PlantedBandsOptions>
{
    public static PlantedBandsOptions Smoke => new() { Planted = 2, Controls = 1, TestImages = 50, Epochs = 1, MapImages = 10 };

    public static PlantedBandsOptions Thorough => new() { Planted = 20 };

    public static PlantedBandsOptions Paper => Thorough;

    [Option("Sets of images with the class in one band", Minimum = 2, CountsReplicates = true)]
    public int Planted { get; init; } = 10;

    [Option("Sets of images with the class in four bands alike", Minimum = 1)]
    public int Controls { get; init; } = 10;

    [Option("Number of test images of each set", Minimum = 10, Maximum = 1000, Reduced = Reduced.WhenLess)]
    public int TestImages { get; init; } = 300;

    [Option("Network: mlp-WIDTHS, cnn, resnet-LAYERS, wrn-LAYERS-FACTOR", Reduced = Reduced.WhenOther)]
    public string Network { get; init; } = "cnn";

    [Option("Learning rate of Adam, falling along a cosine", Above = 0, Reduced = Reduced.WhenOther)]
    public double LearningRate { get; init; } = 2e-3;

    [Option("Training epochs", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Epochs { get; init; } = 12;

    [Option("ℓ2 norm of the heat map's perturbation of each channel", Above = 0, Reduced = Reduced.WhenOther)]
    public double Norm { get; init; } = 1;

    [Option("Number of test images of the heat map", Minimum = 10, Maximum = 1000, Reduced = Reduced.WhenLess)]
    public int MapImages { get; init; } = 100;

    /// <summary>The training on a set of images.</summary>
    public TrainedNetwork Training(PlantedImages images) => new(
        images.ToString(), Images: null, Network, FrontEnd: null, [],
        new TrainingRecipe(Optimiser.Adam, LearningRate, ScheduleKind.Cosine, WeightDecay: 0, LabelSmoothing: 0, BatchSize: 64, Epochs),
        images.Seed);
}

/// <summary>What instruments say of one network, and what removing each band costs it.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The set that it was trained on, whose test images it is shown.</param>
/// <param name="Images">How many of them.</param>
/// <param name="Set">The number of the set among those of its kind.</param>
/// <param name="IsControl">Whether no band is the one.</param>
/// <param name="Norm">The ℓ2 norm of the heat map's perturbations.</param>
/// <param name="MapImages">How many images the heat map is measured on.</param>
internal sealed record PlantedTrial(RegimeNetwork Network, string Data, int Images, int Set, bool IsControl, double Norm, int MapImages)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"{(IsControl ? "control" : "planted band")} {Set + 1}";
}

/// <summary>
/// The instruments of an audit, tested on networks whose band is known: the band whose removal costs most is the truth, and the heat map
/// and the accuracy on low- and high-passed images must find it, and none where evidence lies in four bands alike.
/// Source: Overtone's own.
/// </summary>
internal sealed class PlantedBandsStudy() : TensorStudy<PlantedBandsOptions, PlantedTrial>(
    "planted-bands", "An audit's instruments find the band that was planted", "Overtone's own")
{
    public override string Summary =>
        "Trains networks on images with the class in one known band, and on images with the class in four bands alike, and lets the heat "
        + "map and the accuracy on low- and high-passed images say which band the network needs. The truth is what it loses when a band "
        + "is removed. Checks that the instruments name that band within a quarter octave, and hardly ever name one where there is none.";

    public override IReadOnlyList<Study> Uses => [TrainedNetworksStudy.Instance];

    public override IndependentScript? Independent => PlantedBandsIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run planted-bands", "run planted-bands --network resnet-8x4 --norm 1"];

    protected override IEnumerable<PlantedTrial> Plan(PlantedBandsOptions options, TrialPlanning<PlantedTrial> planning)
    {
        var sets = Enumerable.Range(0, options.Planted)
            .Select(n => (Set: n, IsControl: false, Images: PlantedConfigurations.OneBand(n, options.Planted, options.Seed)))
            .Concat(Enumerable.Range(0, options.Controls)
                .Select(n => (Set: n, IsControl: true, Images: PlantedConfigurations.Control(n, options.Controls, options.Seed))));
        foreach ((int set, bool isControl, PlantedImages images) in sets)
        {
            TrainedNetwork training = options.Training(images);
            TrainedNetworksOptions.Require(training, planning.Environment);
            if (planning.Need(TrainedNetworksStudy.Instance, training) is not { } trained)
                continue;
            yield return new PlantedTrial(
                new RegimeNetwork(TrainedRegime.Natural, training.Seed, trained.Key), training.Data, options.TestImages, set, isControl,
                options.Norm, Math.Min(options.MapImages, options.TestImages));
        }
    }

    protected override void Measure(PlantedTrial trial, Recorder to, Device device)
    {
        using var network = trial.Open(to, device);
        double Accuracy(Tensor changed) => 1 - network.Ask(changed, to.Cancellation).IsError.Average();
        Tensor pixels = network.Images.Pixels;
        double clean = Accuracy(pixels);
        int side = network.Data.Shape.Height;
        to.Add(new NetworkRow(
            trial.Set, trial.IsControl, Bands(trial.Data), PlantedImages.Read(trial.Data).Redundancy, clean,
            1.0 / network.Data.ClassNames.Count));
        IReadOnlyList<double> radii = RadiusSteps.Of(side);
        foreach (double radius in radii)
        {
            using var scope = NewDisposeScope();
            Tensor low = FrequencyMask.Apply(pixels, FrequencyMask.RadialLowPass(side, side, radius)).to_type(ScalarType.Float32);
            to.Add(new FilterRow(
                trial.Set, trial.IsControl, radius, clean - Accuracy(RadiusSteps.Ring(radius, RadiusSteps.Wide).Remove(pixels)),
                Accuracy(low), Accuracy(pixels - low)));
        }

        to.Add(MapRings.Of(network, trial, radii, to));
    }

    protected override void Conclude(PlantedBandsOptions options, Conclusion to) => new PlantedBandsFindings(to).Conclude();

    private static string Bands(string data) => string.Join(" + ", PlantedImages.Read(data).Bands
        .Select(band => FormattableString.Invariant($"{band.Radius:0.#} (strength {band.Strength:0.###})")));

    [Table("planted_networks")]
    internal sealed record NetworkRow(
        int Set, bool IsControl, string Bands, double Redundancy, double CleanAccuracy, double Chance);

    /// <summary>What filters do: the accuracy that removing half an octave costs, and those that are left on either side.</summary>
    [Table("filters")]
    internal sealed record FilterRow(
        int Set, bool IsControl, [Unit("cycles per image")] double Radius, double Loss, double LowPassed, double HighPassed);

    /// <summary>What the heat map shows in a quarter of an octave.</summary>
    [Table("map_rings")]
    internal sealed record RingRow(
        int Set, bool IsControl, [Unit("cycles per image")] double Radius, int Cells, double ErrorAboveClean, double MeanSquareShift);
}
