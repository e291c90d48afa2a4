using System.Numerics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.ContinuousViewpoint;
using static TorchSharp.torch;

namespace Overtone.Catalog.ContinuousViewpoint;

internal sealed record ContinuousViewpointOptions : StudyOptions, IPresets<ContinuousViewpointOptions>
{
    public static ContinuousViewpointOptions Smoke =>
        new() { Widths = [0.5, 0.25], Highest = 10, Particles = 64, TimeStep = 0.2, Replicates = 2 };

    public static ContinuousViewpointOptions Thorough => new() { Replicates = 20 };

    // The paper's sizes are not known.
    public static ContinuousViewpointOptions Paper => new() { Highest = 40, Particles = 2048, TimeStep = 0.02, Replicates = 20 };

    [Option("Widths h of the features, in radians, at most 0.9", Minimum = 0.02, Maximum = 0.9, Reduced = Reduced.WhenMissing)]
    public double[] Widths { get; init; } = [0.5, 0.2, 0.1];

    [Option("Highest frequency followed, in periods per circle", Minimum = 4, Maximum = 200, Reduced = Reduced.WhenLess)]
    public int Highest { get; init; } = 25;

    [Option("Number of particles in the simulation, whose features have a width of 0.5", Minimum = 16, Reduced = Reduced.WhenLess)]
    public int Particles { get; init; } = 512;

    [Option("Time step of the simulation", Above = 0, Maximum = 0.5, Reduced = Reduced.WhenMore)]
    public double TimeStep { get; init; } = 0.05;

    [Option(
        "Number of simulations, each with its own phases in the target", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 8;
}

/// <summary>
/// What a trial measures: the kernels of one width, early rates in one simulation, or the fitted function at some moments of a long one.
/// </summary>
internal enum FlowPart
{
    Kernels,
    Rates,
    Functions,
}

/// <summary>The kernels of one width, for which there are no particles, or one simulation.</summary>
internal sealed record ContinuousViewpointTrial(FlowPart Part, double Width, int Highest, int Particles, double TimeStep, long Seed)
    : TrialParameters
{
    public override string Label => Part switch
    {
        FlowPart.Kernels => $"kernels, h = {Width}",
        FlowPart.Rates => $"particles, seed {Seed}",
        _ => $"functions, seed {Seed}",
    };
}

/// <summary>
/// Gradient flows of features on a circle: where the frequency principle holds, and where it fails.
/// Source: 1912.12777.
/// </summary>
internal sealed class ContinuousViewpointStudy() : TensorStudy<ContinuousViewpointOptions, ContinuousViewpointTrial>(
    "continuous-viewpoint", "Gradient flows on a circle: low frequencies first, unless features move", "E, Ma, Wu 2020 (1912.12777)",
    version: 2)
{
    /// <summary>The curves of the simulation.</summary>
    public const string Particles = "particles", LinearRates = "linear", FixedRates = "linear, fixed features";

    /// <summary>The frequencies of the simulated target.</summary>
    public static readonly int[] Frequencies = [1, 3, 6];

    private const double ParticleWidth = 0.5, Last = 20, LongStep = 0.2, Amplitude = 0.3;
    private const int Nodes = 128, LongParticles = 128;
    private static readonly double[] Times = [0, 10, 100, 1000];

    public override string Summary =>
        "Periodic Gaussian features fit a function by gradient flow. The rate of each frequency is computed by formula and by an "
        + "operator on a grid, for moving coefficients and for moving features, whose particles are simulated too. Claims that with "
        + "fixed features low frequencies come first at every width, and that with moving features frequencies near √2/h do; the "
        + "claim that those near 2/h do is the negative control.";

    public override IndependentScript? Independent => ContinuousViewpointIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run continuous-viewpoint", "run continuous-viewpoint --preset smoke --widths 0.3"];

    protected override IEnumerable<ContinuousViewpointTrial> Plan(ContinuousViewpointOptions options)
    {
        if (options.Widths.FirstOrDefault(h => Math.Sqrt(2) / h >= options.Highest) is var narrow && narrow > 0)
            throw new InvalidOptionException(
                "--highest", $"{options.Highest}",
                $"more than √2/h = {Math.Sqrt(2) / narrow:0.0}, the fastest frequency of moving features of width {narrow}");
        return
        [
            .. options.Widths.Select(width => new ContinuousViewpointTrial(FlowPart.Kernels, width, options.Highest, 0, 0, 0)),
            .. Enumerable.Range(0, options.Replicates).Select(n =>
                new ContinuousViewpointTrial(
                    FlowPart.Rates, ParticleWidth, options.Highest, options.Particles, options.TimeStep, options.Seed + n)),
            new ContinuousViewpointTrial(
                FlowPart.Functions, ParticleWidth, options.Highest, Math.Min(options.Particles, LongParticles), options.TimeStep,
                options.Seed),
        ];
    }

    protected override void Measure(ContinuousViewpointTrial trial, Recorder to, Device device)
    {
        if (trial.Part == FlowPart.Kernels)
            MeasureKernels(trial, to);
        else if (trial.Part == FlowPart.Rates)
            Simulate(trial, to);
        else
            Draw(trial, to);
    }

    protected override void Conclude(ContinuousViewpointOptions options, Conclusion to) =>
        new ContinuousViewpointFindings(options, to).Conclude();

    private static void MeasureKernels(ContinuousViewpointTrial trial, Recorder to)
    {
        var feature = new PeriodicGaussianFeature(trial.Width);
        int nodes = 8 * (int)Math.Ceiling(Math.Max(Math.PI / trial.Width * 2, trial.Highest));
        foreach ((Motion motion, FeatureMeasure measure) in Enum.GetValues<Motion>()
            .SelectMany(m => Enum.GetValues<FeatureMeasure>().Select(f => (m, f))))
        {
            to.Cancellation.ThrowIfCancellationRequested();
            var kernel = new GradientFlowKernel(feature, motion, measure);
            for (int k = 1; k <= trial.Highest; k++)
            {
                to.Add(new Rate(trial.Width, motion, measure, k, kernel.Rate(k), kernel.NumericalRate(k, nodes)));
                to.Add(Times.Select(time => new ShareLeft(trial.Width, motion, measure, time, k, kernel.Left(k, time))));
            }

            to.Add(new Prefactor(trial.Width, motion, measure, kernel.NumericalPeak(nodes), kernel.PrintedPeak));
        }
    }

    // From a uniform density towards a density with three waves of random phase.
    private static void Simulate(ContinuousViewpointTrial trial, Recorder to)
    {
        var feature = new PeriodicGaussianFeature(trial.Width);
        var kernel = new GradientFlowKernel(feature, Motion.Features);
        var fixedFeatures = new GradientFlowKernel(feature, Motion.Coefficients);
        double[] target = WaveTarget.Of(feature, Frequencies, Amplitude, Nodes, trial.Seed);
        var particles = new FeatureParticles(feature, trial.Particles, target);
        Complex[] start = particles.ResidualModes(Frequencies);
        int steps = (int)Math.Round(Last / trial.TimeStep), records = Math.Max(1, steps / 80);
        for (int step = 0; step <= steps; step++)
        {
            to.Cancellation.ThrowIfCancellationRequested();
            if (step % records == 0)
            {
                to.Report((double)step / steps);
                double time = step * trial.TimeStep;
                Complex[] modes = particles.ResidualModes(Frequencies);
                to.Add(Frequencies.SelectMany((k, n) => new Simulated[]
                {
                    new(trial.Seed, time, k, Particles, modes[n].Magnitude / start[n].Magnitude),
                    new(trial.Seed, time, k, LinearRates, kernel.Left(k, time)),
                    new(trial.Seed, time, k, FixedRates, fixedFeatures.Left(k, time)),
                }));
            }

            particles.Advance(trial.TimeStep);
        }
    }

    // The fitted function at the paper's moments: by particles, which move, and by the eigenmodes of both kernels.
    private static void Draw(ContinuousViewpointTrial trial, Recorder to)
    {
        var feature = new PeriodicGaussianFeature(trial.Width);
        double[] target = WaveTarget.Of(feature, Frequencies, Amplitude, Nodes, trial.Seed);
        var particles = new FeatureParticles(feature, trial.Particles, target);
        Complex[] start = particles.ResidualModes(Frequencies);
        GradientFlowKernel fixedFeatures = new(feature, Motion.Coefficients), moving = new(feature, Motion.Features);
        double time = 0;
        foreach (double until in Times)
        {
            // What is left after a while changes slowly: steps may be longer then.
            while (time < until - 1e-9)
            {
                to.Cancellation.ThrowIfCancellationRequested();
                double step = Math.Min(time < Last ? trial.TimeStep : LongStep, until - time);
                particles.Advance(step);
                time += step;
            }

            to.Report(time / Times[^1]);
            double[] residual = particles.Residual();
            for (int n = 0; n < Nodes; n++)
            {
                double x = 2 * Math.PI * n / Nodes;
                to.Add(
                    new FunctionValue(Motion.Coefficients, time, "target", x, target[n]),
                    new FunctionValue(Motion.Coefficients, time, "eigenmodes", x, target[n] + Left(fixedFeatures, x)),
                    new FunctionValue(Motion.Features, time, "target", x, target[n]),
                    new FunctionValue(Motion.Features, time, "eigenmodes", x, target[n] + Left(moving, x)),
                    new FunctionValue(Motion.Features, time, "particles", x, target[n] + residual[n]));
            }
        }

        double Left(GradientFlowKernel kernel, double x) => Frequencies.Select((k, n) =>
            (start[n] * Complex.Exp(new Complex(0, k * x))).Real * kernel.Left(k, time)).Sum();
    }

    [Table("functions")]
    internal sealed record FunctionValue(Motion Motion, double Time, string Curve, [Unit("radians")] double X, double Value);

    [Table("rates")]
    internal sealed record Rate(
        [Unit("radians")] double Width, Motion Motion, FeatureMeasure Measure, [Unit("periods per circle")] double Frequency,
        double Formula,
        double Numerical);

    [Table("left")]
    internal sealed record ShareLeft(
        [Unit("radians")] double Width, Motion Motion, FeatureMeasure Measure, double Time, [Unit("periods per circle")] double Frequency,
        double Left);

    [Table("prefactors")]
    internal sealed record Prefactor([Unit("radians")] double Width, Motion Motion, FeatureMeasure Measure, double Value, double Printed);

    [Table("particles")]
    internal sealed record Simulated(long Seed, double Time, [Unit("periods per circle")] double Frequency, string Curve, double Left);
}
