using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Labels with a wave of one frequency added: fast waves are learned late, so that training passes by the clean labels; slow ones spoil it at once.
/// Source: 1806.08734, Fig. 4 and 11 (experiment 3).
/// </summary>
public sealed class SpectralBiasNoisyLabels : TableTensorStudy<SpectralBiasNoisyLabelsOptions, NoisyLabelsTrial>
{
    /// <summary>A wave in the norm of the images.</summary>
    internal const string Wave = "wave";

    /// <summary>The negative control: its values shuffled among the images, so that nothing is left of its frequency.</summary>
    internal const string Shuffled = "control-shuffled";

    private static readonly double[] Frequencies = [0.05, 0.1, 0.2, 0.5, 1];
    private static readonly double[] Amplitudes = [0.5, 1];

    /// <inheritdoc/>
    public override string Id => "spectral-bias-noisy-labels";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Spectral bias: noise of high frequency in the labels is learned late";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 4 and 11";

    /// <inheritdoc/>
    public override string Summary =>
        "Deep ReLU networks learn two classes of digits from labels with a wave in the norm of the image added, and are validated on clean labels. Claims that slow waves spoil the best "
        + "validation error and fast ones hardly, that the error dips deeper before the noise is learned the faster it is, and early. The same noise shuffled among the images is the control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-noisy-labels", "run spectral-bias-noisy-labels --preset smoke --classes 1,7", "run spectral-bias-noisy-labels --data mnist --images 2000 --match-norms false"];

    /// <inheritdoc/>
    protected override SpectralBiasNoisyLabelsOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Images = 100, Width = 8, Depth = 3, Steps = 40, Replicates = 1 },
        Preset.Paper => new() { Data = "mnist", MatchNorms = false, Width = 256, LearningRate = 1e-4, Steps = 5000, Replicates = 6 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(SpectralBiasNoisyLabelsOptions options)
    {
        SpectralBiasNoisyLabelsOptions paper = Options(Preset.Paper);
        return options.Data == paper.Data && options.Images == 0 && options.Depth >= paper.Depth && options.Width >= paper.Width && options.Steps >= paper.Steps && options.Replicates >= paper.Replicates
            ? null
            : $"{options.Data}, {(options.Images > 0 ? $"{options.Images:N0} images" : "all images")} of {string.Join(" and ", options.Classes)}, width {options.Width}, {options.Steps:N0} steps, {options.Replicates} seeds; "
                + $"the paper: MNIST's 11,982 images of 3 and 8, width {paper.Width}, {paper.Steps:N0} steps";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<NoisyLabelsTrial> Plan(
        SpectralBiasNoisyLabelsOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<NoisyLabelsTrial>> finished)
    {
        IReadOnlyList<long[]> blocks = options.Blocks(options.Open(environment.DataRoots));
        return [.. Settings(options.Controls).SelectMany(setting => blocks.Select(seeds => new NoisyLabelsTrial
        {
            Data = options.Data,
            Classes = options.Classes,
            Images = options.Images,
            MatchNorms = options.MatchNorms,
            Frequency = setting.Frequency,
            Amplitude = setting.Amplitude,
            Shuffled = setting.Shuffled,
            Hidden = options.Hidden,
            LearningRate = options.LearningRate,
            Steps = options.Steps,
            RecordEvery = options.RecordEvery,
            Seeds = seeds,
        }))];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(NoisyLabelsTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    /// <inheritdoc/>
    protected override void Measure(NoisyLabelsTrial trial, TrialContext context, torch.Device device) => NoisyLabelsMeasurement.Run(trial, context, device);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SpectralBiasNoisyLabelsOptions options, TableSet tables) =>
        new SpectralBiasNoisyLabelsFindings(options, tables, Reduction(options)).Conclude();

    // Clean labels, every wave, and of the shuffled ones those that claims read.
    private static List<(double Frequency, double Amplitude, bool Shuffled)> Settings(bool controls)
    {
        List<(double, double, bool)> settings = [(0, 0, false), .. Frequencies.SelectMany(k => Amplitudes.Select(amplitude => (k, amplitude, false)))];
        if (controls)
            settings.AddRange([(0.05, 1, true), (0.1, 0.5, true), (0.1, 1, true), (0.2, 1, true), (1, 0.5, true), (1, 1, true)]);
        return settings;
    }
}
