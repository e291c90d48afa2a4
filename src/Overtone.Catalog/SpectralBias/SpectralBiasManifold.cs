using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Functions along a curve in the plane: the more the curve winds, the lower the frequencies of the plane that express a fast function on it, and the easier it is learned.
/// Source: 1806.08734, Fig. 7, 8, 9 (experiments 5 and 6) and eq. 12.
/// </summary>
public sealed class SpectralBiasManifold : TableTensorStudy<SpectralBiasManifoldOptions, ManifoldTrial>
{
    /// <summary>Points that lie on no curve.</summary>
    internal const string Scattered = "control-scattered";

    private const int PairTwentieths = 4;
    private static readonly int[] WavePetals = [0, 2, 4, 8, 12, 16, 20];
    private static readonly int[] Waves = [20, 50, 100, 200];

    /// <inheritdoc/>
    public override string Id => "spectral-bias-manifold";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Spectral bias on manifolds: winding curves make high frequencies easy";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 7, 8, 9 and eq. 12";

    /// <inheritdoc/>
    public override string Summary =>
        "Deep ReLU networks learn functions along flowers of more and more petals: sums of sines, and the sign of one sine. Claims that low frequencies come first on the circle, that "
        + "petals make the same function easier, that two networks which agree on the curve differ off it, and that plane waves of one frequency reach higher ones on a winding curve. "
        + "Points that lie on no curve are the control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run spectral-bias-manifold", "run spectral-bias-manifold --preset smoke --petals 0,8", "run spectral-bias-manifold --preset smoke --sign-petals 0,2,4,6"];

    /// <summary>How a curve is called in tables and figures.</summary>
    internal static string CurveName(int petals) => petals == 0 ? "circle" : $"{petals} petals";

    /// <inheritdoc/>
    protected override SpectralBiasManifoldOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Samples = 100, Petals = [0, 4], SignPetals = [0, 4, 8], SignFrequencies = [1, 4], Depth = 3, Width = 16, Steps = 200, SignSteps = 100, Replicates = 2 },
        Preset.Paper => new()
        {
            Samples = 1000,
            SignPetals = [.. Enumerable.Range(0, 11).Select(n => 2 * n)],
            PairPetals = 20,
            SignFrequencies = [.. Enumerable.Range(1, 8)],
            Width = 256,
            LearningRate = 3e-4,
            Steps = 50_000,
            SignSteps = 10_000,
            Replicates = 10,
        },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(SpectralBiasManifoldOptions options)
    {
        SpectralBiasManifoldOptions paper = Options(Preset.Paper);
        return options.Samples >= paper.Samples && options.Depth >= paper.Depth && options.Width >= paper.Width && options.Steps >= paper.Steps && options.SignSteps >= paper.SignSteps
            && options.Replicates >= paper.Replicates
            ? null
            : $"width {options.Width}, {options.Samples} samples and as much lower frequencies, {options.Steps:N0} and {options.SignSteps:N0} steps, {options.Replicates} seeds; "
                + $"the paper: width {paper.Width}, {paper.Samples:N0} samples, {paper.Steps:N0} and {paper.SignSteps:N0} steps, {paper.Replicates} seeds";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<ManifoldTrial> Plan(
        SpectralBiasManifoldOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<ManifoldTrial>> finished)
    {
        RisingOption.Require("--petals", options.Petals, fewest: 2);
        RisingOption.Require("--sign-petals", options.SignPetals, fewest: 3);
        if (options.Petals[0] != 0)
            throw new InvalidOptionException("--petals", string.Join(',', options.Petals), "0, the circle, as the first");
        IReadOnlyList<long[]> blocks = SeedBlocks.Cut(options.Seed, options.Replicates, SeedBlocks.SizeFor(new PerceptronShape(options.Widths, Activation.Relu), options.Samples));
        long[] seeds = [.. Enumerable.Range(0, options.Replicates).Select(n => options.Seed + n)];
        ManifoldTrial sines = Trial(options, ManifoldTask.Sines) with { Frequencies = SpectralBiasManifoldOptions.SumFrequencies(options.Samples), Steps = options.Steps };
        ManifoldTrial signs = Trial(options, ManifoldTask.Signs) with { Petals = options.SignPetals, Frequencies = [.. options.SignFrequencies.Select(n => SpectralBiasManifoldOptions.SignFrequency(n, options.Samples))] };
        ManifoldTrial pair = signs with { Task = ManifoldTask.Pair, Petals = [options.PairPetals], Frequencies = [SpectralBiasManifoldOptions.SignFrequency(PairTwentieths, options.Samples)] };
        ManifoldTrial waves = Trial(options, ManifoldTask.Waves) with { Petals = WavePetals, Frequencies = Waves, Samples = 0, Widths = [], LearningRate = 0, Steps = 0 };
        return
        [
            .. from petals in options.Petals from block in blocks select sines with { Petals = [petals], Seeds = block },
            .. blocks.Select(block => sines with { Task = ManifoldTask.Scattered, Petals = [0], Seeds = block }),
            .. seeds.Select(seed => signs with { Seeds = [seed] }),
            // Two networks of a pair share the phase of the first one's seed; later seeds are another pair's.
            .. seeds.Select((seed, n) => pair with { Seeds = [seed, seed + 1_000_000], Pictures = n == 0 }),
            .. seeds.Select(seed => waves with { Seeds = [seed] }),
        ];
    }

    /// <inheritdoc/>
    protected override void Measure(ManifoldTrial trial, TrialContext context, torch.Device device)
    {
        switch (trial.Task)
        {
            case ManifoldTask.Signs:
                ManifoldSigns.Run(trial, context, device);
                break;
            case ManifoldTask.Pair:
                ManifoldPair.Run(trial, context, device);
                break;
            case ManifoldTask.Waves:
                ManifoldWaves.Run(trial, context);
                break;
            default:
                ManifoldSines.Run(trial, context, device);
                break;
        }
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SpectralBiasManifoldOptions options, TableSet tables) =>
        new SpectralBiasManifoldFindings(options, tables, Reduction(options)).Conclude();

    private static ManifoldTrial Trial(SpectralBiasManifoldOptions options, ManifoldTask task) => new()
    {
        Task = task,
        Samples = options.Samples,
        Petals = [],
        Frequencies = [],
        Widths = options.Widths,
        LearningRate = options.LearningRate,
        Steps = options.SignSteps,
        Seeds = [],
    };
}
