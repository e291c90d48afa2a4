using System.Diagnostics;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.Poisson;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Catalog.Poisson;

internal sealed record DnnVersusJacobiOptions : StudyOptions, IPresets<DnnVersusJacobiOptions>
{
    public static DnnVersusJacobiOptions Smoke => new() { Cells = 100, Widths = [16], Steps = 30, Replicates = 2, Accuracy = 0.05 };

    public static DnnVersusJacobiOptions Quick => new() { Replicates = 12 };

    public static DnnVersusJacobiOptions Thorough => Quick with { Replicates = 20 };

    public static DnnVersusJacobiOptions Paper => new()
    {
        Widths = [4000, 500, 400],
        WeightScale = WeightScale.Fixed,
        Scale = 0.02,
        LearningRate = 5e-4,
        Steps = 5000,
    };

    [Option(
        "Cells of the grid, an even number; the paper's panel of Jacobi errors corresponds to 500",
        Minimum = 64, Maximum = 1500, Reduced = Reduced.WhenLess)]
    public int Cells { get; init; } = 500;

    [Option("Hidden layer widths of the deep Ritz network", Minimum = 1)]
    public int[] Widths { get; init; } = [128, 64];

    [Option("Activation: tanh, sin, elu, sigmoid; the paper does not name one")]
    public Activation Activation { get; init; } = Activation.Tanh;

    [Option("Scale of initial weights: fixed, glorot, he")]
    public WeightScale WeightScale { get; init; } = WeightScale.Glorot;

    [Option("Factor of the weight scale; for 'fixed', the standard deviation itself", Minimum = 0)]
    public double Scale { get; init; } = 1;

    [Option("Learning rate of Adam", Above = 0)]
    public double LearningRate { get; init; } = 2e-3;

    [Option("Training steps, each on the whole grid", Minimum = 10, Reduced = Reduced.WhenLess)]
    public long Steps { get; init; } = 3000;

    [Option("Largest error of the solution at which a solver is done", Above = 0, Maximum = 0.5)]
    public double Accuracy { get; init; } = 1e-3;

    [Option("Networks, each trained from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 6;
}

/// <summary>The iterations from zero, for which there are no widths, or one network and Jacobi after it.</summary>
internal sealed record DnnVersusJacobiTrial(
    int Cells, double Accuracy, int[] Widths, Activation Activation, Initialisation Initialisation, double LearningRate, long Steps,
    long Seed)
    : TrialParameters
{
    public override string Label => IsTiming ? "seconds a step and a sweep" : Widths.Length == 0 ? "iterations" : $"network, seed {Seed}";

    /// <summary>Whether steps and sweeps are only timed.</summary>
    internal bool IsTiming => Widths.Length > 0 && Seed == 0;
}

/// <summary>
/// A network and Jacobi's iteration solve one differential equation from opposite ends of the spectrum.
/// Source: 1901.06523, section 5 and Fig. 4.
/// </summary>
internal sealed class DnnVersusJacobi() : TensorStudy<DnnVersusJacobiOptions, DnnVersusJacobiTrial>(
    "dnn-vs-jacobi", "Poisson's equation: networks begin with low frequencies, Jacobi with high ones", "Xu et al. 2019 (1901.06523), "
        + "section 5, Fig. 4", version: 2)
{
    /// <summary>The solver of a network's trials.</summary>
    public const string Network = "network", HandOver = "network, then jacobi";

    /// <summary>
    /// Jacobi from where learners would stop that have the network's error, but equally at all frequencies, or as white noise.
    /// </summary>
    public const string White = "white noise", AfterShrinking = "equally shrunk error, then jacobi",
        AfterWhite = "white noise, then jacobi";

    /// <summary>
    /// The peaks of the solution's spectrum, as indices of the transform over the interval of length 2: k/2 cycles per unit.
    /// </summary>
    public static readonly int[] Peaks = [1, 3, 8];

    private const int Records = 60, HandOvers = 24, TimedSteps = 40, TimedSweeps = 40_000;

    public override string Summary =>
        "-u'' = g, whose solution has three spectral peaks, is solved by Jacobi's iteration, Gauss-Seidel, a two-grid cycle and a "
        + "deep Ritz network, and by Jacobi from where the network stopped. Claims that Jacobi halves high frequencies first, as its "
        + "eigenvalues predict, and the network low ones; that handing over saves sweeps; and that it also saves operations. The two-grid "
        + "cycle, which has no slow frequency, is the negative control.";

    public override IndependentScript? Independent => DnnVersusJacobiIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run dnn-vs-jacobi", "run dnn-vs-jacobi --preset smoke --cells 128"];

    protected override IEnumerable<DnnVersusJacobiTrial> Plan(DnnVersusJacobiOptions options)
    {
        if (options.Cells % 2 != 0)
            throw new InvalidOptionException("--cells", $"{options.Cells}", "an even number: the two-grid cycle halves it");
        if (options.Activation == Activation.Relu)
            throw new InvalidOptionException(
                "--activation", "relu", "a smooth one: the energy contains the slope, and a ReLU network's slope has no derivative");
        PoissonProblem problem = PoissonProblem.Published(options.Cells);
        // Within a margin of what the grid itself can reach, an iteration would creep for ever.
        if (2 * problem.LargestError(problem.Solve()) is var within && within > options.Accuracy)
            throw new InvalidOptionException(
                "--accuracy", $"{options.Accuracy}", $"at least {within:0.0E+0}, twice the error of the exact solution on {options.Cells} "
                    + "cells");
        var initialisation = new Initialisation(WeightDistribution.Normal, options.WeightScale, options.Scale);
        DnnVersusJacobiTrial iterations =
            new(options.Cells, options.Accuracy, [], options.Activation, initialisation, LearningRate: 0, Steps: 0, Seed: 0);
        return Enumerable.Range(0, options.Replicates)
            .Select(n => iterations with
            {
                Widths = [1, .. options.Widths, 1],
                LearningRate = options.LearningRate,
                Steps = options.Steps,
                Seed = options.Seed + n,
            })
            .Prepend(iterations)
            .Append(iterations with { Widths = [1, .. options.Widths, 1], LearningRate = options.LearningRate, Steps = TimedSteps });
    }

    // How long steps and sweeps take is another number every time.
    protected override bool IsRepeatable(DnnVersusJacobiTrial trial) => !trial.IsTiming;

    protected override void Measure(DnnVersusJacobiTrial trial, Recorder to, Device device)
    {
        PoissonProblem problem = PoissonProblem.Published(trial.Cells);
        if (trial.IsTiming)
            Time(trial, problem, to, device);
        else if (trial.Widths.Length > 0)
            MeasureNetwork(trial, problem, to, device);
        PoissonIteration[] iterations = trial.Widths.Length > 0 ? [] : [new Jacobi(), new GaussSeidel(), new TwoGrid()];
        foreach (PoissonIteration iteration in iterations)
            MeasureIteration(trial, problem, iteration, to);
    }

    protected override void Conclude(DnnVersusJacobiOptions options, Conclusion to) => new DnnVersusJacobiFindings(options, to).Conclude();

    private static void MeasureIteration(DnnVersusJacobiTrial trial, PoissonProblem problem, PoissonIteration iteration, Recorder to)
    {
        var values = new double[problem.Nodes.Count];
        // To four times the slowest half-time of Jacobi, whose panel ends there about.
        long last = iteration is TwoGrid ? 20 : (long)(4 * Jacobi.HalfTime(2, trial.Cells)), sweep = 0;
        foreach (long step in RecordedSteps.Logarithmic(last, 4 * Records))
        {
            for (; sweep < step; sweep++)
                iteration.Advance(problem, values);
            to.Add(Errors(iteration.Name, trial, step, step * iteration.WorkUnits, problem, values));
        }

        double start = problem.LargestError(new double[problem.Nodes.Count]);
        long sweeps = Arrive(trial, problem, iteration, new double[problem.Nodes.Count]);
        to.Add(new Arrival(iteration.Name, trial.Seed, 0, sweeps, sweeps * iteration.WorkUnits, start));
        to.Cancellation.ThrowIfCancellationRequested();
    }

    // One network, and Jacobi from some of its recorded states.
    private static void MeasureNetwork(DnnVersusJacobiTrial trial, PoissonProblem problem, Recorder to, Device device)
    {
        var shape = new PerceptronShape(trial.Widths, trial.Activation);
        double work = RitzEnergy.WorkUnitsPerStep(shape);
        using var energy = new RitzEnergy(problem, device: device);
        using var network = new MultilayerPerceptron(shape, trial.Initialisation, trial.Seed, device);
        using Trainer trainer = TrainerOf(trial, network, energy);
        to.Train(trainer, RecordedSteps.Logarithmic(trial.Steps, Records), step =>
        {
            double[] values = energy.Values(network);
            to.Add(Errors(Network, trial, step, step * work, problem, values));
            to.Add(Errors(White, trial, step, step * work, problem, AsWhiteNoise(problem, values, trial.Seed)));
            to.Add(values.Select((value, node) => new NodeValue(step, node, value)));
        });

        var handOvers = RecordedSteps.Logarithmic(trial.Steps, HandOvers).ToHashSet();
        long nearest = -1;
        foreach (IGrouping<long, NodeValue> recorded in to.Rows<NodeValue>().GroupBy(r => r.Step))
        {
            long step = recorded.Key;
            if (step == 0 || (!handOvers.Any(h => h > nearest && h <= step) && step < trial.Steps))
                continue;
            nearest = step;
            double[] values = [.. recorded.Select(r => r.Value)];
            (values[0], values[^1]) = (0, 0);
            foreach ((string solver, double[] start) in Starts(problem, values, trial.Seed))
            {
                double error = problem.LargestError(start), sweeps = Arrive(trial, problem, new Jacobi(), start);
                to.Add(new Arrival(solver, trial.Seed, step, sweeps, (step * work) + sweeps, error));
                to.Cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static Trainer TrainerOf(DnnVersusJacobiTrial trial, MultilayerPerceptron network, RitzEnergy energy) => new(
        network, new TrainingData(energy.Nodes, energy.Nodes),
        new TrainingOptions(Optimiser.Adam, trial.LearningRate, Loss.MeanSquared), _ => energy.Of(network));

    // The network's state, and what learners blind to frequency would have with the same root mean square error.
    private static (string Solver, double[] Values)[] Starts(PoissonProblem problem, double[] network, long seed)
    {
        double left = ErrorOf(problem, network) / Norm(problem.Reference);
        return
        [
            (HandOver, network), (AfterShrinking, [.. problem.Reference.Select(e => (1 - left) * e)]),
            (AfterWhite, AsWhiteNoise(problem, network, seed)),
        ];
    }

    private static double[] AsWhiteNoise(PoissonProblem problem, double[] network, long seed)
    {
        using Tensor drawn = RandomStreams.Normal(seed, "white-noise", 0, 1, network.Length);
        double[] noise = [.. drawn.data<float>().ToArray().Select(n => (double)n)];
        (noise[0], noise[^1]) = (0, 0);
        double scale = ErrorOf(problem, network) / Norm(noise);
        return [.. problem.Reference.Zip(noise, (e, n) => e + (scale * n))];
    }

    private static double ErrorOf(PoissonProblem problem, double[] values) => Norm(values.Zip(problem.Reference, (v, e) => v - e));

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    // Not the first ones, in which libraries are loaded.
    private static void Time(DnnVersusJacobiTrial trial, PoissonProblem problem, Recorder to, Device device)
    {
        using var energy = new RitzEnergy(problem, device: device);
        using var network = new MultilayerPerceptron(new PerceptronShape(trial.Widths, trial.Activation), trial.Initialisation, 0, device);
        using Trainer trainer = TrainerOf(trial, network, energy);
        trainer.TrainTo(trial.Steps / 4, to.Cancellation);
        var watch = Stopwatch.StartNew();
        trainer.TrainTo(trial.Steps, to.Cancellation);
        to.Add(new Timing(Network, watch.Elapsed.TotalSeconds / (trial.Steps - (trial.Steps / 4))));

        var values = new double[problem.Nodes.Count];
        var jacobi = new Jacobi();
        for (int sweep = 0; sweep < TimedSweeps; sweep++)
        {
            if (sweep == TimedSweeps / 4)
                watch.Restart();
            jacobi.Advance(problem, values);
        }

        to.Add(new Timing(jacobi.Name, watch.Elapsed.TotalSeconds / (TimedSweeps - (TimedSweeps / 4))));
    }

    // Errors fall by a tiny share a sweep: looking at every sixteenth is near enough, except where one cycle does much.
    private static long Arrive(DnnVersusJacobiTrial trial, PoissonProblem problem, PoissonIteration iteration, double[] values) =>
        iteration.Arrive(problem, values, trial.Accuracy, lookEvery: iteration is TwoGrid ? 1 : 16);

    private static IEnumerable<SpectralError> Errors(
        string solver, DnnVersusJacobiTrial trial, long step, double work, PoissonProblem problem, double[] values) =>
        Peaks.Select(peak => new SpectralError(solver, trial.Seed, step, work, peak, problem.RelativeError(values, peak)));

    [Table("errors")]
    internal sealed record SpectralError(
        string Solver, long Seed, [Unit("steps or sweeps")] long Step, [Unit("sweeps over the grid")] double Work,
        [Unit("cycles per interval")] double Frequency, double Error);

    [Table("arrivals")]
    internal sealed record Arrival(
        string Solver, long Seed, [Unit("training steps before")] long Handover, double Sweeps, [Unit("sweeps over the grid")] double Work,
        double StartError);

    [Table("timings")]
    internal sealed record Timing(string Solver, [Unit("s")] double Seconds);

    [Table("values", IsStored = false)]
    private sealed record NodeValue(long Step, int Node, double Value);
}
