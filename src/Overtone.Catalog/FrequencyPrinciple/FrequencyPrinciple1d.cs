using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Training;
using TorchSharp;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// Networks fit one-dimensional targets, low frequencies first.
/// Source: 1807.01251 (one-dimensional experiments, early stopping); 1901.06523, Fig. 1.
/// </summary>
public sealed class FrequencyPrinciple1d : TableTensorStudy<FrequencyPrinciple1dOptions, Fit1dTrial>
{
    /// <summary>The name of the early-stopping experiment in the tables.</summary>
    internal const string EarlyStopping = "early-stopping";

    /// <summary>The negative controls: settings in which the principle is known to break.</summary>
    internal static readonly IReadOnlyList<string> ControlNames = ["control-ricker", "control-derivative-loss", "control-large-weights"];

    // The noisy samples of the source's early-stopping picture number 61.
    private const int NoisySamples = 61;

    /// <inheritdoc/>
    public override string Id => "fprinciple-1d";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "One-dimensional fits: low frequencies first";

    /// <inheritdoc/>
    public override string Source => "Xu, Zhang, Xiao 2018 (1807.01251); Xu et al. 2019 (1901.06523), Fig. 1";

    /// <inheritdoc/>
    public override string Summary =>
        "Perceptrons fit sums of sines and a step-like function; the relative error of each frequency is followed over training. "
        + "Claims that frequencies settle in rising order, also when the amplitude grows with frequency, and that this is why early stopping "
        + "works. Settings in which the order is known to break run as negative controls.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-1d", "run fprinciple-1d --preset smoke --activation relu", "run fprinciple-1d --preset smoke --targets sines --controls false"];

    /// <inheritdoc/>
    protected override FrequencyPrinciple1dOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [32, 32], Steps = 200, Replicates = 2, Samples = 65 },
        Preset.Paper => new()
        {
            Widths = [8000],
            WeightScale = WeightScale.Fixed,
            Scale = 0.1,
            LearningRate = 2e-4,
            Steps = 20_000,
            Replicates = 10,
        },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(FrequencyPrinciple1dOptions options)
    {
        FrequencyPrinciple1dOptions paper = Options(Preset.Paper);
        return options.Widths.SequenceEqual(paper.Widths) && options.Steps >= paper.Steps && options.Replicates >= paper.Replicates
            ? null
            : $"1-{string.Join('-', options.Widths)}-1, {options.Steps:N0} steps, {options.Replicates} seeds; the paper: 1-8000-1, 20,000 steps";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Fit1dTrial> Plan(
        FrequencyPrinciple1dOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<Fit1dTrial>> finished)
    {
        if (options.Loss == Loss.CrossEntropy)
            throw new InvalidOptionException("--loss", "cross-entropy", "mean-squared or mean-squared-with-derivative: the targets are numbers, not classes");
        var initialisation = new Initialisation(options.WeightDistribution, options.WeightScale, options.Scale);
        Fit1dTrial Fit(string experiment, Target1d target) => new()
        {
            Experiment = experiment,
            Target = target,
            Samples = options.Samples,
            Noise = 0,
            Widths = options.Widths,
            Activation = options.Activation,
            RickerWidth = options.RickerWidth,
            Initialisation = initialisation,
            Optimiser = options.Optimiser,
            LearningRate = options.LearningRate,
            Loss = options.Loss,
            Steps = options.Steps,
            Seeds = [],
        };

        var experiments = options.Targets.Select(target => Fit(StudyText.Kebab(target), target)).ToList();
        if (options.EarlyStopping)
            experiments.Add(Fit(EarlyStopping, Target1d.Steps) with { Samples = NoisySamples, Noise = options.Noise });
        if (options.Controls)
        {
            Fit1dTrial sines = Fit("", Target1d.Sines);
            experiments.Add(sines with { Experiment = ControlNames[0], Activation = Activation.Ricker });
            experiments.Add(sines with { Experiment = ControlNames[1], Loss = Loss.MeanSquaredWithDerivative });
            experiments.Add(sines with { Experiment = ControlNames[2], Initialisation = new(options.WeightDistribution, WeightScale.Fixed, options.LargeScale) });
        }

        return [.. experiments.SelectMany(e => SeedBlocks
            .Cut(options.Seed, options.Replicates, SeedBlocks.SizeFor(e.Shape, e.Samples))
            .Select(seeds => e with { Seeds = seeds }))];
    }

    /// <inheritdoc/>
    protected override void Measure(Fit1dTrial trial, TrialContext context, torch.Device device)
    {
        using var measurement = new Fit1dMeasurement(trial, device);
        measurement.Run(context);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(FrequencyPrinciple1dOptions options, TableSet tables) =>
        new FrequencyPrinciple1dFindings(options, tables, Reduction(options)).Conclude();
}
