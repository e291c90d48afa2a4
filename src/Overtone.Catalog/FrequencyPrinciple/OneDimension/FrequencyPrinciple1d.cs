using System.Numerics;
using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.FrequencyPrinciple;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.FrequencyPrinciple.OneDimension;

internal sealed record FrequencyPrinciple1dOptions : StudyOptions, IPresets<FrequencyPrinciple1dOptions>
{
    public static FrequencyPrinciple1dOptions Smoke => new() { Widths = [32, 32], Steps = 200, Replicates = 2, Samples = 65 };

    public static FrequencyPrinciple1dOptions Thorough => new() { Replicates = 20 };

    public static FrequencyPrinciple1dOptions Paper => new()
    {
        Widths = [8000],
        WeightScale = WeightScale.Fixed,
        Scale = 0.1,
        LearningRate = 2e-4,
        Steps = 20_000,
        Replicates = 10,
    };

    [Option("Targets to fit: sines, growing-sines, steps", Reduced = Reduced.WhenMissing)]
    public Target1d[] Targets { get; init; } = [Target1d.Sines, Target1d.GrowingSines, Target1d.Steps];

    [Option("Hidden layer widths, first to last; their number is the depth", Minimum = 1)]
    public int[] Widths { get; init; } = [128, 128];

    [Option("Activation: tanh, relu, sin, elu, sigmoid, ricker")]
    public Activation Activation { get; init; } = Activation.Tanh;

    [Option("Scale of initial weights: fixed, glorot, he")]
    public WeightScale WeightScale { get; init; } = WeightScale.Glorot;

    [Option("Distribution of initial weights: normal, uniform")]
    public WeightDistribution WeightDistribution { get; init; } = WeightDistribution.Normal;

    [Option("Factor of the weight scale; for 'fixed', the standard deviation itself", Minimum = 0)]
    public double Scale { get; init; } = 1;

    [Option("Optimiser: gradient-descent, momentum, adam")]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    [Option("Learning rate", Above = 0)]
    public double LearningRate { get; init; } = 1e-3;

    [Option("Loss: mean-squared, mean-squared-with-derivative")]
    public Loss Loss { get; init; } = Loss.MeanSquared;

    [Option("Training samples, evenly spaced over one period", Minimum = 16, Reduced = Reduced.WhenLess)]
    public int Samples { get; init; } = 201;

    [Option("Training steps, each on all samples", Minimum = 10, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 4000;

    [Option("Networks trained per experiment, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;

    [Option("Relative error below which a frequency counts as learned", Minimum = 0)]
    public double Threshold { get; init; } = 0.2;

    [Option("Whether to run the early-stopping experiment on noisy samples", Reduced = Reduced.Never)]
    public bool EarlyStopping { get; init; } = true;

    [Option("Standard deviation of the sample noise in the early-stopping experiment", Minimum = 0)]
    public double Noise { get; init; } = 0.2;

    [Option("Whether to run the negative controls", Reduced = Reduced.Never)]
    public bool Controls { get; init; } = true;

    [Option("Width a of the Ricker activation", Above = 0, Reduced = Reduced.Never)]
    public double RickerWidth { get; init; } = 0.1;

    [Option("Standard deviation of initial weights in the control with large weights", Minimum = 0, Reduced = Reduced.Never)]
    public double LargeScale { get; init; } = 10;
}

/// <summary>One ensemble of seeds fitting a one-dimensional target.</summary>
internal sealed record Fit1dTrial(
    string Experiment, Target1d Target, int Samples, double Noise, int[] Widths, Activation Activation, double RickerWidth,
    Initialisation Initialisation, Optimiser Optimiser, double LearningRate, Loss Loss, long Steps, long[] Seeds) : TrialParameters
{
    public override string Label => $"{Experiment}, {StudyText.Seeds(Seeds)}";

    internal PerceptronShape Shape => new([1, .. Widths, 1], Activation, RickerWidth);
}

/// <summary>
/// Networks fit one-dimensional targets, low frequencies first.
/// Source: 1807.01251 (one-dimensional experiments, early stopping); 1901.06523, Fig. 1.
/// </summary>
internal sealed class FrequencyPrinciple1d() : TensorStudy<FrequencyPrinciple1dOptions, Fit1dTrial>(
    "fprinciple-1d", "One-dimensional fits: low frequencies first", "Xu, Zhang, Xiao 2018 (1807.01251); Xu et al. 2019 (1901.06523), Fig. "
    + "1")
{
    public const string EarlyStopping = "early-stopping";

    /// <summary>The negative controls: settings that are said to break the principle, or to weaken it.</summary>
    public static readonly IReadOnlyList<string> Controls = ["control-ricker", "control-derivative-loss", "control-large-weights"];

    // In cycles per period.
    private const int HighestFrequency = 25;
    internal const int TestSamples = 201;
    // As many as the authors' script has; how many the early-stopping picture has is not known.
    private const int NoisySamples = 61;
    private const int Records = 80;
    // A frequency is watched when its amplitude is at least this share of the largest: smaller ones are never learned visibly.
    private const double WatchedShare = 0.02;
    // As many as one of the published scripts watches.
    private const int WatchedPeaks = 4;

    public override string Summary =>
        "Perceptrons fit sums of sines and a step-like function; the relative error of each frequency is followed over training. "
        + "Claims that frequencies settle in rising order, even when the amplitude grows with frequency, and that this is why early "
        + "stopping works. Settings that are said to break the order, or to weaken it, serve as negative controls.";

    public override IndependentScript? Independent => OneDimensionIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run fprinciple-1d", "run fprinciple-1d --preset smoke --activation relu", "run fprinciple-1d --preset smoke --targets sines "
            + "--controls false"];

    protected override IEnumerable<Fit1dTrial> Plan(FrequencyPrinciple1dOptions options)
    {
        if (options.Loss == Loss.CrossEntropy)
            throw new InvalidOptionException("--loss", "cross-entropy", "mean-squared or mean-squared-with-derivative: the targets are "
                + "numbers, not classes");
        return Experiments(options).SelectMany(e => SeedEnsembles
            .Cut(options.Seed, options.Replicates, e.Shape, e.Samples).Select(seeds => e with { Seeds = seeds }));
    }

    protected override void Measure(Fit1dTrial trial, Recorder to, Device device)
    {
        Tensor Column(IEnumerable<double> values) => tensor([.. values], float32, device).unsqueeze(1);
        double[] points = Target1dFunction.Points(trial.Samples);
        Tensor inputs = Column(points);
        Tensor noisy = stack([.. trial.Seeds.Select(seed => Column(trial.Target.Noisy(points, trial.Noise, seed)))]);
        // Without noise the errors are taken where the network is trained, as the definition of the relative error asks.
        double[] positions = trial.Noise > 0 ? Target1dFunction.Points(TestSamples) : points;
        Tensor probes = Column(positions), clean = Column(positions.Select(x => trial.Target.Value(x)));
        int[] frequencies = [.. Enumerable.Range(0, Math.Min(HighestFrequency, (trial.Samples - 1) / 2) + 1)];
        using var monitor = new FrequencyMonitor(
            probes, tensor(positions, float64, device) / (2 * Math.PI), clean, [.. frequencies.Select(k => (double)k)]);
        Complex[,] targets = monitor.Targets;
        double[] amplitudes = [.. frequencies.Select(k => targets[k, 0].Magnitude)];
        int[] watched = [.. SpectralPeaks.LocalMaxima(amplitudes, WatchedShare * amplitudes.Max()).Take(WatchedPeaks)];

        using var network = new MultilayerPerceptronEnsemble(trial.Shape, trial.Initialisation, trial.Seeds, device);
        Tensor? slopes = trial.Loss == Loss.MeanSquaredWithDerivative ? Column(points.Select(x => trial.Target.Derivative(x))) : null;
        using var trainer = new Trainer(
            network, new TrainingData(inputs, noisy, slopes), new TrainingOptions(trial.Optimiser, trial.LearningRate, trial.Loss));
        to.Train(trainer, RecordedSteps.Logarithmic(trial.Steps, Records), step =>
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            SpectrumRecord record = monitor.Record(step, network.call);
            double[] train = Losses(network.call(inputs), noisy), test = Losses(network.call(probes), clean);
            for (int n = 0; n < trial.Seeds.Length; n++)
            {
                long seed = trial.Seeds[n];
                to.Add(watched.Select(k => new FrequencyError(
                    trial.Experiment, seed, step, k, record.Error(k, network: n), record.MagnitudeError(k, network: n))));
                to.Add(frequencies.Select(k =>
                    new Spectrum(trial.Experiment, seed, step, k, amplitudes[k], record.Learned(k, network: n).Magnitude)));
                to.Add(new Fit(trial.Experiment, seed, step, train[n], test[n]));
            }
        });
    }

    protected override void Conclude(FrequencyPrinciple1dOptions options, Conclusion to) =>
        new FrequencyPrinciple1dFindings(options, to).Conclude();

    private static IEnumerable<Fit1dTrial> Experiments(FrequencyPrinciple1dOptions options)
    {
        Fit1dTrial fit = new(
            "", Target1d.Sines, options.Samples, Noise: 0, options.Widths, options.Activation, options.RickerWidth,
            new Initialisation(options.WeightDistribution, options.WeightScale, options.Scale), options.Optimiser, options.LearningRate,
            options.Loss, options.Steps, Seeds: []);
        foreach (Target1d target in options.Targets)
            yield return fit with { Experiment = StudyText.Kebab(target), Target = target };
        if (options.EarlyStopping)
            yield return fit with { Experiment = EarlyStopping, Target = Target1d.Steps, Samples = NoisySamples, Noise = options.Noise };
        if (!options.Controls)
            yield break;
        yield return fit with { Experiment = Controls[0], Activation = Activation.Ricker };
        yield return fit with { Experiment = Controls[1], Loss = Loss.MeanSquaredWithDerivative };
        var large = new Initialisation(options.WeightDistribution, WeightScale.Fixed, options.LargeScale);
        yield return fit with { Experiment = Controls[2], Initialisation = large };
    }

    private static double[] Losses(Tensor outputs, Tensor targets) =>
        (outputs - targets).to_type(ScalarType.Float64).square().mean([1, 2]).cpu().data<double>().ToArray();

    [Table("errors")]
    internal sealed record FrequencyError(
        string Experiment, long Seed, [Unit("training steps")] long Step, [Unit("cycles per period")] double Frequency, double Error,
        double MagnitudeError);

    [Table("spectra")]
    internal sealed record Spectrum(
        string Experiment, long Seed, [Unit("training steps")] long Step, [Unit("cycles per period")] double Frequency, double Target,
        double Learned);

    [Table("losses")]
    internal sealed record Fit(string Experiment, long Seed, [Unit("training steps")] long Step, double TrainLoss, double TestLoss);
}
