using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

internal sealed record LinearFrequencyDynamicsOptions : StudyOptions, IPresets<LinearFrequencyDynamicsOptions>
{
    public static LinearFrequencyDynamicsOptions Smoke => new()
    {
        Width = 200,
        LinearWidth = 200,
        PlaneWidth = 400,
        Replicates = 2,
        Shares = [0.8, 0.5, 0.1],
        PlaneCutoff = 2,
        PlanePeriod = 4,
        Side = 9,
    };

    public static LinearFrequencyDynamicsOptions Quick => new() { Replicates = 6 };

    public static LinearFrequencyDynamicsOptions Thorough => Quick with { Replicates = 20 };

    [Option("Networks trained per setting, each from its own seed", Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Replicates { get; init; } = 10;

    [Option("Neurons on the line, an even number", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Width { get; init; } = 8000;

    [Option("The same where the second term dominates, which takes more neurons and fewer steps", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int LinearWidth { get; init; } = 32_000;

    [Option("The same in the plane", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int PlaneWidth { get; init; } = 32_000;

    [Option("Spreads of input weights, output weights and breakpoints where the first term dominates (splines)", Minimum = 0)]
    public double[] CubicSpreads { get; init; } = [3, 0.01, 1];

    [Option("The same where the second term dominates (straight lines)", Minimum = 0)]
    public double[] LinearSpreads { get; init; } = [10, 10, 1];

    [Option("The same where both terms matter", Minimum = 0)]
    public double[] BetweenSpreads { get; init; } = [2, 0.15, 1];

    [Option("The same in the plane: standard deviations of input and output weights, half the width of the breakpoints' uniform "
        + "distribution", Minimum = 0)]
    public double[] PlaneSpreads { get; init; } = [4, 0.35, 1.5];

    [Option("Shares of the training error, falling, at whose predicted times network and prediction are compared", Above = 0,
        Maximum = 0.999, Reduced = Reduced.WhenMissing)]
    public double[] Shares { get; init; } = [0.8, 0.5, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

    [Option("Learning rate, as a share of the largest stable one", Above = 0, Maximum = 0.75, Reduced = Reduced.WhenMore)]
    public double Rate { get; init; } = 0.25;

    [Option("Cut-off of the predicted functions' frequencies, in cycles per unit length", Above = 0, Reduced = Reduced.WhenLess)]
    public double Cutoff { get; init; } = 200;

    [Option("Period of the predicted functions, in ranges of the samples", Minimum = 1, Reduced = Reduced.WhenLess)]
    public double Period { get; init; } = 10;

    [Option("Cut-off in the plane, on each axis", Above = 0, Reduced = Reduced.WhenLess)]
    public double PlaneCutoff { get; init; } = 5;

    [Option("Period in the plane; the time scale is right for long ones only", Minimum = 1, Reduced = Reduced.WhenLess)]
    public double PlanePeriod { get; init; } = 16;

    [Option("Test points along each side of the square", Minimum = 3, Maximum = 400, Reduced = Reduced.WhenLess)]
    public int Side { get; init; } = 25;
}

internal sealed record DynamicsTrial : TrialParameters
{
    public string Experiment { get; init; } = "";

    public TwoLayerInitialisation Initialisation { get; init; } = null!;

    public int Width { get; init; }

    public double[] Shares { get; init; } = [];

    public double Rate { get; init; }

    public double Cutoff { get; init; }

    public double Period { get; init; }

    /// <summary>Test points along each side of the square; 0 on the line.</summary>
    public int Side { get; init; }

    public long Seed { get; init; }

    public override string Label => $"{Experiment}, width {Width}, seed {Seed}";
}

/// <summary>
/// The linear frequency principle in time: from the scales of its initial weights alone, the whole course of a wide two-layer ReLU
/// network's training, at the time itself, against learners to which frequency does not matter and against either term alone.
/// Source: 1905.10264 (the equation); the comparison in time is ours.
/// </summary>
internal sealed class LinearFrequencyDynamics() : TensorStudy<LinearFrequencyDynamicsOptions, DynamicsTrial>(
    "lfp-dynamics", "Linear frequency principle in time: the whole course of training, predicted",
    "Zhang et al. 2019 (1905.10264), the LFP equation")
{
    /// <summary>The experiments: five points in three regimes, the exclusive or, and one inside another.</summary>
    public const string Cubic = "cubic", Linear = "linear", Between = "between", Xor = "exclusive-or", Nested = "nested-exclusive-or";

    // Of the inner signs, opposite to the outer ones: what is learned of them first is the wrong sign.
    private const double Inner = 0.4, InnerLabel = 0.5;

    private static readonly LinearFrequencySamples NestedSamples = new(
        new double[,]
        {
            { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 },
            { Inner, Inner }, { Inner, -Inner }, { -Inner, Inner }, { -Inner, -Inner },
        },
        [1, -1, -1, 1, -InnerLabel, InnerLabel, InnerLabel, -InnerLabel]);

    public override string Summary =>
        "Wide two-layer ReLU networks learn five points on a line and exclusive ors in the plane. From their initial weights alone the "
        + "linear frequency principle predicts the function at every moment of training, with no free parameter, the unit of time "
        + "included. Claims that it is near the network over the whole course, nearer than learners of the same training error that "
        + "approach the end evenly, or by either term alone, and that what varies slowly is learned first.";

    public override IndependentScript? Independent => LinearFrequencyDynamicsIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run lfp-dynamics", "run lfp-dynamics --preset smoke --width 1000 --plane-spreads 0.8,0.2,1"];

    protected override IEnumerable<DynamicsTrial> Plan(LinearFrequencyDynamicsOptions options)
    {
        WideNetworkOptions.RequireEven("--width", options.Width);
        WideNetworkOptions.RequireEven("--linear-width", options.LinearWidth);
        WideNetworkOptions.RequireEven("--plane-width", options.PlaneWidth);
        WideNetworkOptions.RequireCutoff("--cutoff", options.Cutoff, SamplePoints.Nyquist(FivePoints.Samples.Points));
        WideNetworkOptions.RequireCutoff("--plane-cutoff", options.PlaneCutoff, SamplePoints.Nyquist(NestedSamples.Points));
        if (options.Shares.Length == 0 || options.Shares.Zip(options.Shares.Skip(1), (share, next) => share <= next).Any(rises => rises))
            throw new InvalidOptionException("--shares", string.Join(',', options.Shares), "one or more, falling");
        return
        [
            .. OnLine(Cubic, "--cubic-spreads", options.CubicSpreads, options.Width),
            .. OnLine(Linear, "--linear-spreads", options.LinearSpreads, options.LinearWidth),
            .. OnLine(Between, "--between-spreads", options.BetweenSpreads, options.Width),
            .. InPlane(Xor),
            .. InPlane(Nested),
        ];

        IEnumerable<DynamicsTrial> OnLine(string experiment, string option, double[] spreads, int width) =>
            Trials(new DynamicsTrial
            {
                Experiment = experiment,
                Initialisation = Drawn(option, spreads, WeightDistribution.Uniform),
                Width = width,
                Cutoff = options.Cutoff,
                Period = options.Period,
            });

        IEnumerable<DynamicsTrial> InPlane(string experiment) =>
            Trials(new DynamicsTrial
            {
                Experiment = experiment,
                Initialisation = Drawn("--plane-spreads", options.PlaneSpreads, WeightDistribution.Normal),
                Width = options.PlaneWidth,
                Cutoff = options.PlaneCutoff,
                Period = options.PlanePeriod,
                Side = options.Side,
            });

        IEnumerable<DynamicsTrial> Trials(DynamicsTrial trial) => Enumerable.Range(0, options.Replicates)
            .Select(n => trial with { Shares = options.Shares, Rate = options.Rate, Seed = options.Seed + n });

        static TwoLayerInitialisation Drawn(string option, double[] spreads, WeightDistribution distribution)
        {
            TwoLayerInitialisation drawn = WideNetworkOptions.Initialisation(NeuronForm.Breakpoint, option, spreads);
            return spreads.Min() > 0
                ? drawn with { Distribution = distribution }
                : throw new InvalidOptionException(option, string.Join(',', spreads), "spreads above zero");
        }
    }

    protected override void Measure(DynamicsTrial trial, Recorder to, Device device) =>
        new DynamicsMeasurement(trial, Samples(trial.Experiment), to).Measure();

    /// <summary>What an experiment's networks are trained on.</summary>
    internal static LinearFrequencySamples Samples(string experiment) => experiment switch
    {
        Xor => LinearFrequencyXor.Samples,
        Nested => NestedSamples,
        _ => FivePoints.Samples,
    };

    protected override void Conclude(LinearFrequencyDynamicsOptions options, Conclusion to) =>
        new LinearFrequencyDynamicsFindings(options, to).Conclude();

    /// <summary>Functions at one time, which <paramref name="Share"/> names: the predicted training error, 1 at the beginning.</summary>
    [Table("functions")]
    internal sealed record FunctionValue(
        string Experiment, long Seed, double Share, double X1, double X2, double Network, double Prediction, double Blind,
        double FirstTerm, double SecondTerm);

    /// <summary>Training errors, root mean square over that at the beginning, at one time: the network's, and those predicted.</summary>
    [Table("errors")]
    internal sealed record TrainingError(
        string Experiment, long Seed, double Share, [Unit("training steps")] long Step, [Unit("steps times learning rate")] double Time,
        double Network, double Prediction, double FirstTerm, double SecondTerm);

    /// <summary>What is left of the network's error along an eigenvector of the predicted kernel, and how much the labels have.</summary>
    [Table("directions")]
    internal sealed record DirectionError(string Experiment, long Seed, double Share, int Direction, double Label, double Left);

    /// <summary>Rates at which the error falls along the predicted kernel's eigenvectors before training: predicted, and of the network's
    /// tangent kernel.</summary>
    [Table("rates")]
    internal sealed record DirectionRate(string Experiment, long Seed, int Direction, double Label, double Predicted, double Network);

    /// <summary>Largest differences, in ranges of the labels, that are zero by algebra.</summary>
    [Table("identities")]
    internal sealed record Identity(string Experiment, long Seed, double Beginning, double Limit, double Scaling);
}
