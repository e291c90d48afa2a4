using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SpectralBias;

/// <summary>
/// Deep ReLU networks fit sums of sines, low frequencies first, while the norms of their layers grow.
/// Source: 1806.08734, Fig. 1, 2 and 10 (experiment 1).
/// </summary>
public sealed class SpectralBiasSines : TensorStudy<SpectralBiasSinesOptions, SinesTrial>
{
    /// <summary>The negative control: inputs that are unit vectors have no neighbours, and so no frequency is lower than another.</summary>
    internal const string Control = "control-one-hot";

    // Without neighbours everything is learned so much sooner.
    private const int ControlSpeed = 20;

    /// <inheritdoc/>
    public override string Id => "spectral-bias-sines";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Spectral bias: deep ReLU networks fit sines, low frequencies first";

    /// <inheritdoc/>
    public override string Source => "Rahaman et al. 2019 (1806.08734), Fig. 1, 2 and 10";

    /// <inheritdoc/>
    public override string Summary =>
        "Deep ReLU networks fit ten sines of equal or of increasing amplitude. How much of each frequency is there, and with which error, is followed beside the spectral "
        + "norm of every layer. Claims that low frequencies are fitted first even where high ones are larger, and that norms grow on the way. The same networks on one-hot inputs are the control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-sines", "run spectral-bias-sines --preset smoke --amplitudes equal", "run spectral-bias-sines --preset smoke --depth 7"];

    /// <inheritdoc/>
    protected override SpectralBiasSinesOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Width = 16, Depth = 3, Samples = 44, Steps = 400, EarlyStep = 100, DrawnSteps = [100, 400], Replicates = 2 },
        Preset.Paper => new()
        {
            Width = 256,
            Samples = 200,
            Frequencies = SineFitOptions.Multiples(5),
            LearningRate = 3e-4,
            Steps = 80_000,
            RecordEvery = 100,
            EarlyStep = 1000,
            DrawnSteps = [100, 1000, 10_000, 80_000],
            Replicates = 10,
        },
        _ => new() { Replicates = 10 },
    };

    /// <inheritdoc/>
    protected override string? Reduction(SpectralBiasSinesOptions options) => options.ReductionFrom(Options(Preset.Paper));

    /// <inheritdoc/>
    protected override IReadOnlyList<SinesTrial> Plan(
        SpectralBiasSinesOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<SinesTrial>> finished)
    {
        options.ValidateFrequencies();
        if (options.EarlyStep % options.RecordEvery != 0 || options.EarlyStep > options.Steps)
            throw new InvalidOptionException("--early-step", $"{options.EarlyStep}", $"a multiple of --record-every ({options.RecordEvery}) up to --steps ({options.Steps})");
        if (options.DrawnSteps.Any(step => step % options.RecordEvery != 0 || step > options.Steps))
            throw new InvalidOptionException("--drawn-steps", string.Join(',', options.DrawnSteps), $"multiples of --record-every ({options.RecordEvery}) up to --steps ({options.Steps})");
        var settings = options.Amplitudes.Select(kind => Fit(options, StudyText.Kebab(kind), AmplitudesOf(kind, options.Frequencies), options.Widths())).ToList();
        if (options.Controls)
        {
            SinesTrial control = Fit(options, Control, AmplitudesOf(SineAmplitudes.Equal, options.Frequencies), options.Widths(options.Samples));
            long every = Math.Max(1, options.RecordEvery / ControlSpeed);
            settings.Add(control with { Steps = Math.Max(every, options.Steps / ControlSpeed / every * every), RecordEvery = every, DrawnSteps = [] });
        }

        return [.. settings.SelectMany(trial => options.Blocks(trial.Widths).Select(seeds => trial with { Seeds = seeds }))];
    }

    /// <inheritdoc/>
    protected override void Measure(SinesTrial trial, TrialContext context, torch.Device device)
    {
        using var measurement = new SinesMeasurement(trial, device);
        measurement.Run(context);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SpectralBiasSinesOptions options, TableSet tables) =>
        new SpectralBiasSinesFindings(options, tables, Reduction(options)).Conclude();

    /// <summary>One amplitude a frequency.</summary>
    internal static double[] AmplitudesOf(SineAmplitudes kind, int[] frequencies) =>
        [.. frequencies.Select((_, n) => kind == SineAmplitudes.Equal ? 1 : (n + 1.0) / frequencies.Length)];

    private static SinesTrial Fit(SpectralBiasSinesOptions options, string setting, double[] amplitudes, int[] widths) => new()
    {
        Setting = setting,
        Frequencies = options.Frequencies,
        Amplitudes = amplitudes,
        Samples = options.Samples,
        Widths = widths,
        LearningRate = options.LearningRate,
        Steps = options.Steps / options.RecordEvery * options.RecordEvery,
        RecordEvery = options.RecordEvery,
        NormsEvery = options.NormsEvery,
        DrawnSteps = options.DrawnSteps,
        Seeds = [],
    };
}
