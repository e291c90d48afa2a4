using MathNet.Numerics.Interpolation;
using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

internal sealed record LinearFrequency1dOptions : WideNetworkOptions, IPresets<LinearFrequency1dOptions>
{
    public static LinearFrequency1dOptions Smoke => new() { Width = 200, Replicates = 2, Loss = 1e-2, Steps = 5000 };

    public static LinearFrequency1dOptions Quick => new() { Replicates = 6 };

    public static LinearFrequency1dOptions Thorough => Quick with { Replicates = 20 };

    public static LinearFrequency1dOptions Paper => new() { Width = 10_000 };

    [Option("Neurons, an even number", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Width { get; init; } = 8000;

    [Option("Spreads of input weights, output weights and offsets where the first term dominates (splines)", Minimum = 0)]
    public double[] CubicSpreads { get; init; } = [3, 0.01, 3];

    [Option("The same where the second term dominates (straight lines)", Minimum = 0)]
    public double[] LinearSpreads { get; init; } = [10, 10, 1];

    [Option("The same where both terms matter and neither interpolant is the prediction", Minimum = 0)]
    public double[] BetweenSpreads { get; init; } = [2, 0.15, 3];
}

/// <summary>
/// The linear frequency principle (LFP) predicts, from the scales of its initial weights alone, which function a wide two-layer ReLU
/// network ends at: nearly the natural cubic spline in one regime, nearly straight lines in the other.
/// Source: 1905.10264, one-dimensional figure.
/// </summary>
internal sealed class LinearFrequency1d() : TensorStudy<LinearFrequency1dOptions, WideNetworkTrial>(
    "lfp-1d", "Linear frequency principle: a wide network's fit, predicted", "Zhang et al. 2019 (1905.10264), one-dimensional figure")
{
    /// <summary>
    /// The experiments: the first term dominates, the second does, both matter, and, as a control, a network does not begin as zero.
    /// </summary>
    public const string Cubic = "cubic", Linear = "linear", Between = "between", InitialFunction = "control-initial-function";

    /// <summary>The functions.</summary>
    public const string Network = "network", Prediction = "prediction", Spline = "natural cubic spline", Lines = "straight lines";

    public override string Summary =>
        "A two-layer ReLU network with several thousand neurons fits five points. The linear frequency principle predicts the "
        + "trained network's function from its initial weights, by solving five equations. Claims that prediction and network agree "
        + "in both its regimes, which are the natural cubic spline and straight lines, and between them, where it is "
        + "neither. Without antisymmetric initialisation the "
        + "prediction must fail.";

    public override IndependentScript? Independent => LinearFrequency1dIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run lfp-1d", "run lfp-1d --preset smoke --width 400 --cutoff 100"];

    protected override IEnumerable<WideNetworkTrial> Plan(LinearFrequency1dOptions options)
    {
        WideNetworkOptions.RequireEven("--width", options.Width);
        options.RequireCutoff(SamplePoints.Nyquist(FivePoints.Samples.Points));
        TwoLayerInitialisation cubic = options.Initialisation("--cubic-spreads", options.CubicSpreads);
        TwoLayerInitialisation linear = options.Initialisation("--linear-spreads", options.LinearSpreads);
        TwoLayerInitialisation between = options.Initialisation("--between-spreads", options.BetweenSpreads);
        IEnumerable<WideNetworkTrial> Trials(string experiment, TwoLayerInitialisation initialisation) =>
            WideNetworkTrial.Of<WideNetworkTrial>(options, experiment, initialisation, options.Width);
        return
        [
            .. Trials(Cubic, cubic),
            .. Trials(Linear, linear),
            .. Trials(Between, between),
            .. options.Controls ? Trials(InitialFunction, linear with { IsAntisymmetric = false }) : [],
        ];
    }

    protected override void Measure(WideNetworkTrial trial, Recorder to, Device device)
    {
        var fitted = WideNetwork.Of(trial, FivePoints.Samples, to);
        double[] x = FivePoints.Test;
        var spline = CubicSpline.InterpolateNatural(FivePoints.X, FivePoints.Y);
        var lines = LinearSpline.Interpolate(FivePoints.X, FivePoints.Y);
        void Add(string function, IReadOnlyList<double> values) =>
            to.Add(x.Zip(values, (at, value) => new FunctionValue(trial.Experiment, trial.Seed, function, at, value)));
        Add(Network, fitted.Network.At(SamplePoints.OnLine(x)));
        Add(Prediction, fitted.Predicted.At(x));
        Add(Spline, [.. x.Select(spline.Interpolate)]);
        Add(Lines, [.. x.Select(lines.Interpolate)]);
    }

    protected override void Conclude(LinearFrequency1dOptions options, Conclusion to) =>
        new LinearFrequency1dFindings(options, to).Conclude();

    [Table("functions")]
    internal sealed record FunctionValue(string Experiment, long Seed, string Function, double X, double Value);
}
