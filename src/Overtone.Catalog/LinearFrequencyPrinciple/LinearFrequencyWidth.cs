using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

internal sealed record LinearFrequencyWidthOptions : WideNetworkOptions, IPresets<LinearFrequencyWidthOptions>
{
    // Training goes on until what is left of it is far below the difference in question.
    public LinearFrequencyWidthOptions() => Loss = 1e-6;

    public static LinearFrequencyWidthOptions Smoke => new() { Widths = [50, 100, 200], Replicates = 2, Loss = 1e-2, Steps = 5000 };

    public static LinearFrequencyWidthOptions Thorough => new() { Replicates = 20 };

    public static LinearFrequencyWidthOptions Paper => new() { Widths = [500, 1000, 2000, 4000, 8000, 16_000] };

    [Option("Neurons, even numbers, rising", Minimum = 2, Reduced = Reduced.WhenMissing)]
    public int[] Widths { get; init; } = [500, 1000, 2000, 4000];

    [Option("Spreads of input weights, output weights and breakpoints: half the widths of uniform distributions", Minimum = 0)]
    public double[] Spreads { get; init; } = [2, 0.1, 3];
}

/// <summary>
/// How fast the prediction of the linear frequency principle gets better with the width of the network.
/// Source: 1905.10264 (difference against width, there for exclusive or); the scripts published with its successors record the numbers.
/// </summary>
internal sealed class LinearFrequencyWidth() : TensorStudy<LinearFrequencyWidthOptions, WideNetworkTrial>(
    "lfp-width", "Linear frequency principle: the wider the network, the better the prediction",
    "after Zhang et al. 2019 (1905.10264), difference against width")
{
    /// <summary>The prediction, and the negative control, which is wrong here.</summary>
    public const string Both = "both terms", SecondAlone = "control: second term alone";

    public override string Summary =>
        "Two-layer ReLU networks of rising width fit five points; their difference from the predicted function is measured. Claims that it "
        + "falls with width to a power between −0.3 and −0.6. A prediction that leaves out a term of γ² must not get better.";

    public override IndependentScript? Independent => LinearFrequencyWidthIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run lfp-width", "run lfp-width --preset smoke --widths 50,100,400"];

    protected override IEnumerable<WideNetworkTrial> Plan(LinearFrequencyWidthOptions options)
    {
        WideNetworkOptions.RequireSeveralEven("--widths", options.Widths);
        options.RequireCutoff(SamplePoints.Nyquist(FivePoints.Samples.Points));
        TwoLayerInitialisation initialisation = options.Initialisation("--spreads", options.Spreads);
        return options.Widths.SelectMany(width => WideNetworkTrial.Of<WideNetworkTrial>(options, "width", initialisation, width));
    }

    protected override void Measure(WideNetworkTrial trial, Recorder to, Device device)
    {
        var fitted = WideNetwork.Of(trial, FivePoints.Samples, to);
        var secondAlone = new ReluFrequencyWeight(1, 0, fitted.Weight.Linear);
        FourierSeries second = LongTimeLimit.Predict(secondAlone, FivePoints.Samples, trial.Cutoff, trial.Period).Function;
        double[] found = fitted.Network.At(SamplePoints.OnLine(FivePoints.Test));
        foreach ((string name, FourierSeries function) in new[] { (Both, fitted.Predicted), (SecondAlone, second) })
        {
            var distance = FunctionDistance.Of(found, function.At(FivePoints.Test));
            to.Add(new Distance(
                name, trial.Width, trial.Seed, distance.RootMeanSquare / FivePoints.Range, distance.MeanAbsolute / FivePoints.Range));
        }
    }

    protected override void Conclude(LinearFrequencyWidthOptions options, Conclusion to) =>
        new LinearFrequencyWidthFindings(options, to).Conclude();

    [Table("distances")]
    internal sealed record Distance(
        string Prediction, [Unit("neurons")] int Width, long Seed, [Unit("ranges of the labels")] double Rms,
        [Unit("ranges of the labels")] double MeanAbsolute);
}
