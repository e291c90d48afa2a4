using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

internal sealed record LinearFrequencyXorOptions : WideNetworkOptions, IPresets<LinearFrequencyXorOptions>
{
    // Cut-off and period of the published scheme in the plane, which has functions of period 8.
    public LinearFrequencyXorOptions() => (Loss, Cutoff, Period) = (1e-5, 4.875, 4);

    public static LinearFrequencyXorOptions Smoke => new() { Widths = [100, 400], Replicates = 2, Side = 15, Loss = 1e-3 };

    public static LinearFrequencyXorOptions Thorough => new() { Replicates = 20 };

    [Option("Neurons, even numbers, rising", Minimum = 2, Reduced = Reduced.WhenMissing)]
    public int[] Widths { get; init; } = [500, 1000, 2000, 4000, 8000, 16_000, 50_000];

    [Option("Standard deviations of input and output weights, half the width of the breakpoints' uniform distribution", Minimum = 0)]
    public double[] Spreads { get; init; } = [0.8, 0.2, 1];

    [Option("Test points along each side of the square", Minimum = 3, Maximum = 400, Reduced = Reduced.WhenLess)]
    public int Side { get; init; } = 40;

    /// <summary>The width whose correlation is judged: the least of at least 2,000, or the widest.</summary>
    internal int JudgedWidth() => Widths.Where(w => w >= 2000).DefaultIfEmpty(Widths.Max()).Min();
}

internal sealed record XorTrial : WideNetworkTrial
{
    public int Side { get; init; }
}

/// <summary>
/// The prediction of the linear frequency principle in two dimensions: the exclusive-or problem, network against prediction at every test
/// point.
/// Source: 1905.10264, two-dimensional figure.
/// </summary>
internal sealed class LinearFrequencyXor() : TensorStudy<LinearFrequencyXorOptions, XorTrial>(
    "lfp-xor", "Linear frequency principle in the plane: exclusive or", "Zhang et al. 2019 (1905.10264), two-dimensional figure",
    version: 2)
{
    /// <summary>The experiment, and the negative control: networks that do not begin as zero.</summary>
    public const string Xor = "exclusive-or", InitialFunction = "control-initial-function";

    /// <summary>The four signs.</summary>
    internal static readonly LinearFrequencySamples Samples =
        new(new double[,] { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } }, [1, -1, -1, 1]);

    public override string Summary =>
        "Wide two-layer ReLU networks learn the exclusive or of two signs; after training, their function on the square is compared, "
        + "point by point, with the one predicted from their initial weights. Claims that it is nearer than its terms alone and the "
        + "product of both signs.";

    public override IndependentScript? Independent => LinearFrequencyXorIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run lfp-xor", "run lfp-xor --preset smoke --widths 200,800 --side 20"];

    protected override IEnumerable<XorTrial> Plan(LinearFrequencyXorOptions options)
    {
        WideNetworkOptions.RequireSeveralEven("--widths", options.Widths);
        options.RequireCutoff(SamplePoints.Nyquist(Samples.Points));
        TwoLayerInitialisation drawn =
            options.Initialisation("--spreads", options.Spreads) with { Distribution = WeightDistribution.Normal };
        IEnumerable<XorTrial> Trials(string experiment, TwoLayerInitialisation initialisation, int width) =>
            WideNetworkTrial.Of<XorTrial>(options, experiment, initialisation, width).Select(trial => trial with { Side = options.Side });
        return
        [
            .. options.Widths.SelectMany(width => Trials(Xor, drawn, width)),
            .. options.Controls ? Trials(InitialFunction, drawn with { IsAntisymmetric = false }, options.JudgedWidth()) : [],
        ];
    }

    protected override void Measure(XorTrial trial, Recorder to, Device device)
    {
        var fitted = WideNetwork.Of(trial, Samples, to);
        double[,] points = SamplePoints.OnSquare(-1, 1, trial.Side);
        double[] found = fitted.Network.At(points), expected = fitted.Predicted.At(points);
        double[] first = Alone(fitted.Weight.Cubic, 0), second = Alone(0, fitted.Weight.Linear);
        to.Add(found.Select((value, n) => new Output(
            trial.Experiment, trial.Width, trial.Seed, points[n, 0], points[n, 1], value, expected[n], value - expected[n], first[n],
            second[n])));

        double[] Alone(double cubic, double linear) => LongTimeLimit.Predict(
            new ReluFrequencyWeight(2, cubic, linear), Samples, trial.Cutoff, trial.Period).Function.At(points);
    }

    protected override void Conclude(LinearFrequencyXorOptions options, Conclusion to) =>
        new LinearFrequencyXorFindings(options, to).Conclude();

    [Table("outputs")]
    internal sealed record Output(
        string Experiment, [Unit("neurons")] int Width, long Seed, double X1, double X2, double Network, double Prediction,
        double Difference, double FirstTerm, double SecondTerm);
}
