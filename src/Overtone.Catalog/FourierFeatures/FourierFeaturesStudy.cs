using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>
/// Four ways round spectral bias, on the task they were made for: an image from the coordinates of its pixels.
/// Source: Tancik et al. 2020 (2006.10739); Sitzmann et al. 2020 (2006.09661); Liu, Cai, Xu 2020 (2007.11207).
/// </summary>
public sealed class FourierFeaturesStudy : TableTensorStudy<FourierFeaturesOptions, FourierFeaturesTrial>
{
    private const int FewestDeviations = 4;

    /// <inheritdoc/>
    public override string Id => "fourier-features";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "An image from its coordinates: plain, Fourier features, sines, several scales";

    /// <inheritdoc/>
    public override string Source => "Tancik et al. 2020 (2006.10739); Sitzmann et al. 2020 (2006.09661); Liu, Cai, Xu 2020 (2007.11207)";

    /// <inheritdoc/>
    public override string Summary =>
        "Networks learn the grey value of a pixel from its coordinates: a plain perceptron, one on random Fourier features of several widths σ, a sine "
        + "network and one with inputs at several scales. Claims that the plain one lacks high frequencies after the same number of steps and the "
        + "others have them, and that σ trades them against filling in badly: too small underfits, too large overfits.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run fourier-features", "run fourier-features --preset smoke --deviations 0.05,0.2,0.5,1.5", "run fourier-features --data mnist --size 56"];

    /// <inheritdoc/>
    protected override FourierFeaturesOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Size = 24, Features = 16, Widths = [24, 24], Steps = 20, Replicates = 1 },
        Preset.Paper => new() { Size = 128, Features = 256, Widths = [256, 256, 256], Steps = 2000, Replicates = 16, LearningRate = 1e-3, SineLearningRate = 1e-4 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(FourierFeaturesOptions options)
    {
        FourierFeaturesOptions paper = Options(Preset.Paper);
        return options.Data != "digits" && options.Size >= paper.Size && options.Steps >= paper.Steps && options.Replicates >= paper.Replicates && options.Widths.SequenceEqual(paper.Widths)
            ? null
            : $"{options.Data}, {options.Replicates} grey images of {options.Size}x{options.Size}, hidden widths {string.Join('-', options.Widths)}, {options.Steps:N0} steps; the papers: photographs of 512x512, 256-256-256, 2,000 steps";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FourierFeaturesTrial> Plan(
        FourierFeaturesOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<FourierFeaturesTrial>> finished)
    {
        if (options.Deviations.Distinct().Count() < FewestDeviations)
            throw new InvalidOptionException("--deviations", $"{options.Deviations.Distinct().Count()} values", $"at least {FewestDeviations}: one too small, one too large and some between");
        FittedNetworks networks = FittedNetworks.Of(options);
        return
        [
            .. from n in Enumerable.Range(0, options.Replicates)
               from fit in networks.Fits
               select TrialOf(options, fit.Network, fit.Pixels, n),
        ];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(FourierFeaturesTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    /// <inheritdoc/>
    protected override void Measure(FourierFeaturesTrial trial, TrialContext context, torch.Device device) => FourierFeaturesMeasurement.Run(trial, context, device);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(FourierFeaturesOptions options, TableSet tables) => new FourierFeaturesFindings(options, tables, Reduction(options)).Conclude();

    private static FourierFeaturesTrial TrialOf(FourierFeaturesOptions options, CoordinateNetwork network, TrainingPixels pixels, int replicate) => new()
    {
        Data = options.Data,
        Size = options.Size,
        Network = network,
        Pixels = pixels,
        Features = options.Features,
        Widths = options.Widths,
        Scales = options.Scales,
        SineFrequency = options.SineFrequency,
        LearningRate = network.Input == CoordinateInput.Sine ? options.SineLearningRate : options.LearningRate,
        Steps = options.Steps,
        KeepImage = replicate == 0 && pixels != TrainingPixels.HalfOfShuffled,
        Seed = options.Seed + replicate,
    };
}
