using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FourierRobustness.HeatMaps;

internal sealed record RegimeHeatMapsOptions : RobustnessOptions, IPresets<RegimeHeatMapsOptions>
{
    public static RegimeHeatMapsOptions Smoke => SmokeOf<RegimeHeatMapsOptions>();

    public static RegimeHeatMapsOptions Thorough => ThoroughOf<RegimeHeatMapsOptions>();

    public static RegimeHeatMapsOptions Paper => PaperOf<RegimeHeatMapsOptions>();

    [Option("ℓ2 norm of the perturbation of each channel; auto: 4 on images of 32 pixels a side, as the paper has it, and in proportion "
        + "to the side on others", Above = 0, Unset = "auto", Reduced = Reduced.WhenOther)]
    public double? Norm { get; init; }
}

/// <summary>The heat map of one network.</summary>
internal sealed record HeatMapTrial(RegimeNetwork Network, string Data, int Images, double Norm, long Seed)
    : RegimeTrial(Network, Data, Images)
{
    public override string Label => $"heat map of {Network}";
}

/// <summary>
/// Fourier heat maps of networks trained naturally, with noise, on adversarial examples and with AutoAugment.
/// Source: 1906.08988, Fig. 3.
/// </summary>
internal sealed class RegimeHeatMaps() : RegimeStudy<RegimeHeatMapsOptions, HeatMapTrial>(
    "regime-heat-maps", "Heat maps of networks trained in different ways: noise and adversarial training help at high frequencies, and "
    + "cost at low ones", "Fig. 3", Regimes)
{
    /// <summary>The regimes of the figure, and AutoAugment, which the paper shows on ImageNet (Fig. 4).</summary>
    public static IReadOnlyList<TrainedRegime> Regimes { get; } =
        [TrainedRegime.Natural, TrainedRegime.Gaussian, TrainedRegime.Adversarial, TrainedRegime.AutoAugment];

    public override string Summary =>
        "Trains networks naturally, with Gaussian noise, on adversarial examples and with AutoAugment, and measures for each the error on "
        + "images perturbed along every frequency. Claims that noise and adversarial training lower the error at high frequencies and "
        + "shrink the region of small error around zero frequency.";

    public override IndependentScript? Independent => RegimeIndependent.Regions;

    public override IReadOnlyList<string> Examples =>
    [
        "run regime-heat-maps",
        "run regime-heat-maps --data cifar10 --network resnet-8 --augmentation crop-and-flip --epochs 30",
    ];

    protected override IEnumerable<HeatMapTrial> Measurements(
        RegimeHeatMapsOptions options, ImageShape images, RegimeNetwork network, TrainedNetwork training) =>
    [
        new HeatMapTrial(
            network, options.Data, options.TestImages,
            options.Norm ?? PublishedSize.Norm(4, Math.Min(images.Height, images.Width)), options.Seed),
    ];

    protected override void Measure(HeatMapTrial trial, OpenNetwork network, Recorder to)
    {
        (TrainedRegime regime, long seed) = (trial.Network.Regime, trial.Network.Seed);
        to.Add(trial.Clean(network, to.Cancellation));
        var plane = new FrequencyPlane(network.Data.Shape.Height, network.Data.Shape.Width);
        // The same signs for every cell and network: differences between networks are not those of draws.
        var map = new FourierHeatMap(
            network.Classifier, network.Images, new FourierPerturbation { Norm = trial.Norm, Seed = trial.Seed });
        Dictionary<SpatialFrequency, double> errors = [];
        foreach ((int n, SpatialFrequency cell) in plane.Classes.Index())
        {
            errors[cell] = map.Measure(cell, cancellation: to.Cancellation).Answers.IsError.Average();
            to.Report((double)n / plane.Classes.Count);
        }

        to.Add(plane.Cells.Select(cell => new CellError(regime, seed, cell.Y, cell.X, errors[plane.Canonical(cell)])));
    }

    protected override void Conclude(RegimeHeatMapsOptions options, Conclusion to) => new RegimeHeatMapsFindings(options, to).Conclude();

    [Table("heat_map")]
    internal sealed record CellError(
        TrainedRegime Regime, long Seed, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Error);
}
