using Overtone.Models.Networks;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.SpectralBias;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias.Perturbation;

internal sealed record PerturbationOptions : SineFitOptions, IPresets<PerturbationOptions>
{
    public static PerturbationOptions Smoke => new()
    {
        Width = 16,
        Depth = 3,
        Samples = 44,
        Steps = 400,
        Replicates = 2,
        Directions = 10,
        Deltas = 5,
    };

    // With ten, two verdicts turned with the seeds.
    public static PerturbationOptions Quick => new() { Replicates = 20 };

    public static PerturbationOptions Thorough => Quick with { Replicates = 60 };

    public static PerturbationOptions Paper => new()
    {
        Width = 256,
        Samples = 200,
        Frequencies = Multiples(5),
        LearningRate = 3e-4,
        Steps = 60_000,
        Replicates = 6,
        Deltas = 101,
    };

    [Option("Random directions in parameter space, the same for every length", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Directions { get; init; } = 100;

    [Option("Lengths of the perturbation, evenly spaced from zero", Minimum = 3, Reduced = Reduced.WhenLess)]
    public int Deltas { get; init; } = 41;

    [Option("Largest length of the perturbation, in the norm of all parameters; claims are read at half of it", Above = 0)]
    public double LargestDelta { get; init; } = 5;

    [Option("Whether to run the negative control, the same networks on one-hot inputs", Reduced = Reduced.Never)]
    public bool Controls { get; init; } = true;

    internal double[] Lengths => [.. Enumerable.Range(0, Deltas).Select(n => LargestDelta * n / (Deltas - 1))];

    /// <summary>The length at which claims are read: 2.5 with the published lengths.</summary>
    internal double Middle => Lengths[Deltas / 2];
}

/// <summary>
/// An ensemble of networks that fit sums of sines, all of amplitude 1, and are then perturbed; one-hot inputs are as many as samples.
/// </summary>
internal sealed record PerturbationTrial(
    string Setting, int[] Frequencies, int Samples, int[] Widths, double LearningRate, long Steps, int Directions, double[] Deltas,
    long[] Seeds) : TrialParameters
{
    public override string Label => $"{Setting}, {StudyText.Seeds(Seeds)}";
}

/// <summary>
/// The high frequencies of a trained network are the first to go when its parameters are perturbed.
/// Source: 1806.08734, Fig. 3 (experiment 2).
/// </summary>
internal sealed class SpectralBiasPerturbation() : TensorStudy<PerturbationOptions, PerturbationTrial>(
    "spectral-bias-perturbation", "Spectral bias: high frequencies don't survive a perturbation of the parameters",
    "Rahaman et al. 2019 (1806.08734), Fig. 3")
{
    public const string Trained = "trained";

    /// <summary>The negative control: inputs that are unit vectors have no neighbours, and so no frequency is lower than another.</summary>
    public const string Control = "control-one-hot";

    // Without neighbours everything is learned so much sooner.
    private const int ControlSpeed = 20;

    public override string Summary =>
        "Deep ReLU networks that have fitted ten sines are moved along random directions in the space of all their parameters. "
        + "Claims that the remaining share falls with the frequency, and that it takes a smaller perturbation to halve a higher one. "
        + "The same networks on one-hot inputs are the control.";

    public override IndependentScript? Independent => PerturbationIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run spectral-bias-perturbation", "run spectral-bias-perturbation --preset smoke --directions 20"];

    protected override IEnumerable<PerturbationTrial> Plan(PerturbationOptions options)
    {
        options.ValidateFrequencies();
        if (options.Deltas % 2 == 0)
            throw new InvalidOptionException("--deltas", $"{options.Deltas}", "an odd number, so that one of them is half of the largest");
        IEnumerable<PerturbationTrial> Fits(string setting, int[] widths, long steps) =>
            options.Ensembles(widths).Select(seeds => new PerturbationTrial(
                setting, options.Frequencies, options.Samples, widths, options.LearningRate, steps, options.Directions, options.Lengths,
                seeds));
        return
        [
            .. Fits(Trained, options.Widths(), options.Steps),
            .. options.Controls ? Fits(Control, options.Widths(options.Samples), Math.Max(1, options.Steps / ControlSpeed)) : [],
        ];
    }

    protected override void Measure(PerturbationTrial trial, Recorder to, Device device)
    {
        var sum = new SineSum(trial.Frequencies, [.. trial.Frequencies.Select(_ => 1.0)]);
        Tensor inputs = SineSum.Inputs(trial.Widths[0], trial.Samples, device), targets = sum.Targets(trial.Seeds, trial.Samples, device);
        using var spectrum = new EnsembleSpectrum(trial.Frequencies, targets);
        using var networks = new ReluNetworkEnsemble(trial.Widths, trial.Seeds, device);
        using var trainer = new ReluEnsembleTrainer(networks, inputs, targets, new ReluEnsembleOptions(trial.LearningRate));
        to.Train(trainer, [trial.Steps], _ => { });
        double[] losses = EnsembleLoss.MeanSquared.OfEach(networks, inputs, targets);
        double[] norms = networks.Parameters.to_type(ScalarType.Float64).square().sum([1]).sqrt().cpu().data<double>().ToArray();
        to.Add(trial.Seeds.Select((seed, n) => new Network(trial.Setting, seed, norms[n], losses[n])));
        foreach ((int n, long seed) in trial.Seeds.Index())
        {
            using Tensor directions = ParameterPerturbation.Directions(networks.Parameters.shape[1], trial.Directions, seed, device);
            to.Add(PerturbedSpectrum.Of(networks, n, directions, trial.Deltas, inputs, spectrum).Select(left => new RatioLeft(
                trial.Setting, seed, left.Length, trial.Frequencies[left.Index], left.Mean, left.Deviation)));
        }
    }

    protected override void Conclude(PerturbationOptions options, Conclusion to) =>
        new SpectralBiasPerturbationFindings(options, to).Conclude();

    [Table("networks")]
    internal sealed record Network(string Setting, long Seed, double ParameterNorm, double Loss);

    [Table("ratios")]
    internal sealed record RatioLeft(
        string Setting, long Seed, double Delta, [Unit("cycles per unit")] double Frequency, double Ratio, double Deviation);
}
