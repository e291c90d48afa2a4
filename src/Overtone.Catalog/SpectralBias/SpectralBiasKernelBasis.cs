using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Networks that learn noisy labels of real images, seen in the eigenbasis of a Gaussian kernel on those images: what varies slowly there is learned first.
/// Source: 1806.08734, Fig. 5 and 13 (experiment 4).
/// </summary>
public sealed class SpectralBiasKernelBasis : TableTensorStudy<SpectralBiasKernelBasisOptions, KernelBasisTrial>
{
    /// <inheritdoc/>
    public override string Id => "spectral-bias-kernel-basis";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Spectral bias in a kernel's eigenbasis: slow eigenvectors are learned first";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 5 and 13";

    /// <inheritdoc/>
    public override string Summary =>
        "Deep ReLU networks learn two classes of digits from labels with noise of a Gaussian kernel's fast eigenvectors, and are seen in its eigenbasis. Claims that at the best error on clean "
        + "labels the slow half is learned and the fast half is not, that this comes early and that the error then doubles. Clean labels and a random basis are the controls.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-kernel-basis", "run spectral-bias-kernel-basis --preset smoke --classes 1,7", "run spectral-bias-kernel-basis --data mnist --images 500 --kernel-width 1.25"];

    /// <inheritdoc/>
    protected override SpectralBiasKernelBasisOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Images = 60, Width = 16, Depth = 3, Steps = 60, LateStep = 60, Replicates = 2 },
        Preset.Paper => new() { Data = "mnist", Images = 2000, KernelWidth = 1.25, Width = 256, LearningRate = 1e-4, Steps = 5000, LateStep = 600 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(SpectralBiasKernelBasisOptions options)
    {
        SpectralBiasKernelBasisOptions paper = Options(Preset.Paper);
        return options.Data == paper.Data && (options.Images == 0 || options.Images >= paper.Images) && options.KernelWidth == paper.KernelWidth && options.Depth >= paper.Depth && options.Width >= paper.Width
            && options.Steps >= paper.Steps && options.Replicates >= paper.Replicates
            ? null
            : $"{options.Data}, {(options.Images > 0 ? $"{options.Images:N0} images" : "all images")} of {string.Join(" and ", options.Classes)}, σ {(options.KernelWidth > 0 ? StudyText.Number(options.KernelWidth) : "the median distance")}, "
                + $"width {options.Width}, {options.Steps:N0} steps, {options.Replicates} seeds; the paper: MNIST, {paper.Images:N0} images, σ 1.25 (in its notebook), width {paper.Width}, {paper.Steps:N0} steps";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KernelBasisTrial> Plan(
        SpectralBiasKernelBasisOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<KernelBasisTrial>> finished)
    {
        if (options.LateStep > options.Steps || options.LateStep % options.RecordEvery != 0)
            throw new InvalidOptionException("--late-step", $"{options.LateStep}", $"a multiple of --record-every ({options.RecordEvery}) up to --steps ({options.Steps})");
        IReadOnlyList<long[]> blocks = options.Blocks(options.Open(environment.DataRoots));
        return [.. Enum.GetValues<KernelNoise>().SelectMany(noise => blocks.Select(seeds => new KernelBasisTrial
        {
            Data = options.Data,
            Classes = options.Classes,
            Images = options.Images,
            KernelWidth = options.KernelWidth,
            Noise = noise,
            Growth = options.Growth,
            Hidden = options.Hidden,
            LearningRate = options.LearningRate,
            Steps = options.Steps / options.RecordEvery * options.RecordEvery,
            RecordEvery = options.RecordEvery,
            Seeds = seeds,
        }))];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(KernelBasisTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    /// <inheritdoc/>
    protected override void Measure(KernelBasisTrial trial, TrialContext context, torch.Device device) => new KernelBasisMeasurement(trial, context, device).Run();

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SpectralBiasKernelBasisOptions options, TableSet tables) =>
        new SpectralBiasKernelBasisFindings(options, tables, Reduction(options)).Conclude();
}
