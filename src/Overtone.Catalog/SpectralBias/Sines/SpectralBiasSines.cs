using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.Sines;

/// <summary>
/// The amplitudes of a sum of sines: all 1 (Fig. 1a), or rising evenly up to 1 (Fig. 1b), so that "low first" is not "large first".
/// </summary>
internal enum SineAmplitudes
{
    Equal,
    Increasing,
}

internal sealed record SinesOptions : SineFitOptions, IPresets<SinesOptions>
{
    public static SinesOptions Smoke =>
        new() { Width = 16, Depth = 3, Samples = 44, Steps = 400, EarlyStep = 100, DrawnSteps = [100, 400], Replicates = 2 };

    // With ten, two verdicts turned with the seeds.
    public static SinesOptions Quick => new() { Replicates = 20 };

    public static SinesOptions Thorough => Quick with { Replicates = 60 };

    public static SinesOptions Paper => new()
    {
        Width = 256,
        Samples = 200,
        Frequencies = Multiples(5),
        LearningRate = 3e-4,
        Steps = 80_000,
        RecordEvery = 100,
        EarlyStep = 1000,
        DrawnSteps = [100, 1000, 10_000, 80_000],
        Replicates = 10,
    };

    [Option("Amplitudes of the target's sines: equal, increasing", Reduced = Reduced.WhenMissing)]
    public SineAmplitudes[] Amplitudes { get; init; } = [SineAmplitudes.Equal, SineAmplitudes.Increasing];

    [Option("Steps between two records of the spectrum", Minimum = 1, Reduced = Reduced.WhenMore)]
    public long RecordEvery { get; init; } = 20;

    [Option("Records of the spectrum per record of the layers' norms, which need a singular value decomposition each", Minimum = 1,
        Reduced = Reduced.WhenMore)]
    public int NormsEvery { get; init; } = 10;

    // When the second frequency is half there: about step 1,000 at the paper's size.
    [Option("The early step at which the function is compared with low-passed targets; a multiple of --record-every", Minimum = 1)]
    public long EarlyStep { get; init; } = 200;

    [Option("Steps at which the function is drawn next to the target; multiples of --record-every", Minimum = 1, Reduced = Reduced.Never)]
    public long[] DrawnSteps { get; init; } = [100, 1000, 12_000];

    [Option("Whether to run the negative control, the same networks on one-hot inputs", Reduced = Reduced.Never)]
    public bool Controls { get; init; } = true;
}

/// <summary>Networks that are trained together, each with phases of its own; one-hot inputs are as many as samples.</summary>
internal sealed record SinesTrial(
    string Setting, int[] Frequencies, double[] Amplitudes, int Samples, int[] Widths, double LearningRate, long Steps, long RecordEvery,
    int NormsEvery, long[] DrawnSteps, long[] Seeds) : TrialParameters
{
    public override string Label => $"{Setting}, {StudyText.Seeds(Seeds)}";
}

/// <summary>
/// Deep ReLU networks fit sums of sines, low frequencies first, while the norms of their layers grow.
/// Source: 1806.08734, Fig. 1, 2 and 10 (experiment 1).
/// </summary>
internal sealed class SpectralBiasSines() : TensorStudy<SinesOptions, SinesTrial>(
    "spectral-bias-sines", "Spectral bias: deep ReLU networks fit sines, low frequencies first", "Rahaman et al. 2019 (1806.08734), Fig. "
        + "1, 2 and 10")
{
    /// <summary>The negative control: inputs that are unit vectors have no neighbours, and so no frequency is lower than another.</summary>
    public const string Control = "control-one-hot";

    // Without neighbours everything is learned so much sooner.
    private const int ControlSpeed = 20;

    public override string Summary =>
        "Deep ReLU networks fit ten sines of equal or of increasing amplitude. The amount and error of each frequency are followed, "
        + "along with the spectral norm of every layer. Claims that low frequencies are fitted first even where high ones are "
        + "larger, and that norms grow during training. The same networks on one-hot inputs are the control.";

    public override IndependentScript? Independent => SinesIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-sines", "run spectral-bias-sines --preset smoke --amplitudes equal --depth 7"];

    protected override IEnumerable<SinesTrial> Plan(SinesOptions options)
    {
        options.ValidateFrequencies();
        if (options.EarlyStep % options.RecordEvery != 0 || options.EarlyStep > options.Steps)
            throw new InvalidOptionException("--early-step", $"{options.EarlyStep}", $"a multiple of {Recorded(options)}");
        if (options.DrawnSteps.Any(step => step % options.RecordEvery != 0 || step > options.Steps))
            throw new InvalidOptionException("--drawn-steps", string.Join(',', options.DrawnSteps), $"multiples of {Recorded(options)}");
        foreach (SineAmplitudes kind in options.Amplitudes)
        {
            foreach (SinesTrial trial in Fits(options, StudyText.Kebab(kind), kind, inputs: 1))
                yield return trial;
        }

        long every = Math.Max(1, options.RecordEvery / ControlSpeed), steps = Math.Max(every, options.Steps / ControlSpeed / every * every);
        foreach (SinesTrial trial in options.Controls ? Fits(options, Control, SineAmplitudes.Equal, inputs: options.Samples) : [])
            yield return trial with { Steps = steps, RecordEvery = every, DrawnSteps = [] };
    }

    protected override void Measure(SinesTrial trial, Recorder to, Device device)
    {
        var sum = new SineSum(trial.Frequencies, trial.Amplitudes);
        double[] points = SineSum.Points(trial.Samples);
        Tensor inputs = SineSum.Inputs(trial.Widths[0], trial.Samples, device), targets = sum.Targets(trial.Seeds, trial.Samples, device);
        LowPassDistance[] lowPass = [.. trial.Seeds.Select(seed => new LowPassDistance(sum, seed, points))];
        using var spectrum = new EnsembleSpectrum(trial.Frequencies, targets);
        using var networks = new ReluNetworkEnsemble(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluEnsembleTrainer(networks, inputs, targets, new ReluEnsembleOptions(trial.LearningRate));
        to.Train(trainer, RecordedSteps.Every(trial.RecordEvery, trial.Steps), step =>
        {
            using var scope = NewDisposeScope();
            Tensor outputs = networks.Evaluate(inputs);
            Complex[,] learned = spectrum.Of(outputs);
            double[] losses = EnsembleLoss.MeanSquared.OfEach(outputs, targets);
            double[] values = outputs.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
            for (int n = 0; n < trial.Seeds.Length; n++)
            {
                to.Add(trial.Frequencies.Select((frequency, k) => new Spectrum(
                    trial.Setting, trial.Seeds[n], step, frequency, EnsembleSpectrum.Ratio(learned[k, n], trial.Amplitudes[k]),
                    RelativeError.Of(learned[k, n], spectrum.Targets[k, n]))));
                (double ofError, double ofLearned) = lowPass[n].Of(values.AsSpan(n * trial.Samples, trial.Samples));
                to.Add(new Fit(trial.Setting, trial.Seeds[n], step, losses[n], ofError, ofLearned));
            }

            if (step == trial.Steps || step / trial.RecordEvery % trial.NormsEvery == 0)
                to.Add(Norms(trial, step, networks));
            if (trial.DrawnSteps.Contains(step))
                to.Add(Drawn(trial, step, sum.Values(trial.Seeds[0], points), values));
        });
    }

    protected override void Conclude(SinesOptions options, Conclusion to) => new SpectralBiasSinesFindings(options, to).Conclude();

    private static IEnumerable<SinesTrial> Fits(SinesOptions options, string setting, SineAmplitudes kind, int inputs)
    {
        double[] amplitudes =
            [.. options.Frequencies.Select((_, n) => kind == SineAmplitudes.Equal ? 1 : (n + 1.0) / options.Frequencies.Length)];
        int[] widths = options.Widths(inputs);
        return options.Ensembles(widths).Select(seeds => new SinesTrial(
            setting, options.Frequencies, amplitudes, options.Samples, widths, options.LearningRate,
            options.Steps / options.RecordEvery * options.RecordEvery, options.RecordEvery, options.NormsEvery, options.DrawnSteps, seeds));
    }

    private static IEnumerable<Norm> Norms(SinesTrial trial, long step, ReluNetworkEnsemble networks) =>
        Enumerable.Range(0, networks.Shape.LayerCount).SelectMany(layer =>
        {
            double[] spectral = SpectralNorm.Of(networks.Weights(layer));
            double[] published = SpectralNorm.AsPublished(networks.Weights(layer), layer);
            return trial.Seeds.Select((seed, n) => new Norm(trial.Setting, seed, step, layer + 1, spectral[n], published[n]));
        });

    // The first network, at the samples that it is trained on.
    private static IEnumerable<FunctionValue> Drawn(SinesTrial trial, long step, double[] target, double[] network) =>
        SineSum.Points(trial.Samples).SelectMany((z, j) => new[] { ("target", target[j]), ("network", network[j]) }
            .Select(of => new FunctionValue(trial.Setting, trial.Seeds[0], step, of.Item1, z, of.Item2)));

    private static string Recorded(SinesOptions options) => $"--record-every ({options.RecordEvery}) up to --steps ({options.Steps})";

    [Table("spectra")]
    internal sealed record Spectrum(
        string Setting, long Seed, [Unit("training steps")] long Step, [Unit("cycles per unit")] double Frequency, double Ratio,
        double Error);

    [Table("losses")]
    internal sealed record Fit(
        string Setting, long Seed, [Unit("training steps")] long Step, double Loss, double LowPassOfError, double LowPassOfLearned);

    [Table("norms")]
    internal sealed record Norm(
        string Setting, long Seed, [Unit("training steps")] long Step, int Layer, double SpectralNorm, double PublishedNorm);

    [Table("functions")]
    internal sealed record FunctionValue(
        string Setting, long Seed, [Unit("training steps")] long Step, string Function, double Position, double Value);
}
