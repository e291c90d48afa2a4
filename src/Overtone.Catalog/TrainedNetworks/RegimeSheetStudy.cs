using Overtone.Data;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using Overtone.Training.Regimes;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

internal sealed record RegimeSheetOptions : StudyOptions, IPresets<RegimeSheetOptions>
{
    public static RegimeSheetOptions Smoke => new() { Data = "planted:train=300,test=100", Shown = 2, Epochs = 1 };

    public static RegimeSheetOptions Thorough => new();

    public static RegimeSheetOptions Paper => new();

    [Option("Data set: planted, tiny-imagenet-10, cifar10, or a folder")]
    public string Data { get; init => field = DataSource.CanonicalName(value); } = Defaults.Data;

    [Option("Number of training images that are shown", Minimum = 1, Maximum = 12)]
    public int Shown { get; init; } = 6;

    [Option("Network that adversarial examples are made for: mlp-WIDTHS, cnn, resnet-LAYERS, wrn-LAYERS-FACTOR")]
    public string Network { get; init; } = "cnn";

    [Option("Epochs for which it is trained, naturally", Minimum = 1)]
    public int Epochs { get; init; } = 3;

    private static TrainedNetworksOptions Defaults { get; } = new();

    /// <summary>The training of the network.</summary>
    public TrainedNetwork Training => (Defaults with { Data = Data, Network = Network, Epochs = Epochs }).Training(Seed);
}

/// <summary>What each regime makes of a few images.</summary>
/// <param name="Key">The key of the trial that trained the network.</param>
/// <param name="Data">The data set.</param>
/// <param name="Shown">How many of its training images.</param>
/// <param name="Seed">The seed of what regimes draw.</param>
internal sealed record RegimeSheetTrial(string Key, string Data, int Shown, long Seed) : TrialParameters
{
    public override string Label => $"{Shown} images of {Data} under every regime";
}

/// <summary>
/// A contact sheet of all regimes: the same training images under each.
/// Source: none; each regime names its own.
/// </summary>
internal sealed class RegimeSheetStudy() : TensorStudy<RegimeSheetOptions, RegimeSheetTrial>(
    "regime-sheet", "What each training regime makes of images", "none; each regime names its own")
{
    private const string AsTheyAre = "as they are";
    private const int LongestSide = 64;

    public override string Summary =>
        "Shows the same training images under every regime that overtone train knows, adversarial examples for a network that was "
        + "trained for a few epochs. A picture to look at before choosing; no claims.";

    public override IReadOnlyList<string> Examples => ["run regime-sheet", "run regime-sheet --data tiny-imagenet-10"];

    public override bool RepeatsExperiment => false;

    public override IReadOnlyList<Study> Uses => [TrainedNetworksStudy.Instance];

    protected override IEnumerable<RegimeSheetTrial> Plan(RegimeSheetOptions options, TrialPlanning<RegimeSheetTrial> planning)
    {
        TrainedNetworksOptions.Require(options.Training, planning.Environment);
        if (planning.Need(TrainedNetworksStudy.Instance, options.Training) is { } trained)
            yield return new RegimeSheetTrial(trained.Key, options.Data, options.Shown, options.Seed);
    }

    protected override IReadOnlyList<string> DataFiles(RegimeSheetTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    protected override void Measure(RegimeSheetTrial trial, Recorder to, Device device)
    {
        Dataset images = ImageProblem.Open(trial.Data, to.Environment.DataRoots).Train;
        using nn.Module<Tensor, Tensor> network =
            NetworkWeights.Read(new TrialReference(TrainedNetworksStudy.Instance.Id, trial.Key), to, device);
        int[] shown = [.. Enumerable.Range(0, Math.Min(trial.Shown, images.Count))];
        using Batch batch = images.Read(shown, device);
        Add(AsTheyAre, batch.Images);
        Tensor soft = nn.functional.one_hot(batch.Labels, images.ClassNames.Count).to_type(ScalarType.Float32);
        foreach ((int n, RegimeKind kind) in RegimeCatalog.All.Index())
        {
            IRegime regime = kind.Read([], trial.Seed);
            if (CanTake(regime, images.Shape))
            {
                using var scope = NewDisposeScope();
                var plain = new TrainingBatch(batch.Images, regime.MixesTargets ? soft : batch.Labels, Step: 0)
                {
                    Samples = [.. shown.Select(image => (long)image)],
                };
                Add(kind.Id, regime.For(images).Change(plain, network).Inputs);
            }

            to.Report((n + 1.0) / RegimeCatalog.All.Count);
        }

        void Add(string regime, Tensor pixels)
        {
            foreach (int image in shown)
            {
                // What a filter leaves may have no brightness: on grey.
                Tensor one = pixels[image];
                to.Add(ShownPixel.Of(one.mean().item<float>() < 0.02 ? one + 0.5 : one, LongestSide)
                    .Select(p => new SheetPixel(regime, $"image {image + 1}", p.Row, p.Column, p.Red, p.Green, p.Blue)));
            }
        }
    }

    protected override void Conclude(RegimeSheetOptions options, Conclusion to)
    {
        int shown = to.Rows<SheetPixel>().Select(r => r.Regime).Distinct().Count() - 1;
        to.Estimate(new Estimate
        {
            Name = "regimes_shown",
            Value = shown,
            Statement = $"{shown} of {RegimeCatalog.All.Count} regimes can be used on these images with their usual numbers.",
        });
        to.Figure(
            "regimes", "Training images under every regime",
            "The same images in every row, with each regime's usual numbers. What a filter leaves without brightness is shown on grey.",
            new Images<SheetPixel>().Each(r => r.Image, r => r.Row, r => r.Column).Rows(r => r.Regime)
                .Value(r => r.Red, "pixel value", 0, 1).Colour(r => r.Green, r => r.Blue));
    }

    private static bool CanTake(IRegime regime, ImageShape images)
    {
        try
        {
            regime.Require(images);
            return true;
        }
        catch (RegimeException)
        {
            return false;
        }
    }

    [Table("sheet")]
    private readonly record struct SheetPixel(string Regime, string Image, int Row, int Column, double Red, double Green, double Blue);
}
