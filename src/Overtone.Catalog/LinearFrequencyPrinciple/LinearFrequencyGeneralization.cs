using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

internal sealed record LinearFrequencyGeneralizationOptions : WideNetworkOptions, IPresets<LinearFrequencyGeneralizationOptions>
{
    // A mean squared error of 10⁻⁴ on 25 samples.
    public LinearFrequencyGeneralizationOptions() => (Loss, Steps) = (2.5e-3, 25_000);

    public static LinearFrequencyGeneralizationOptions Smoke => new() { Width = 100, Replicates = 2, HighestFrequency = 4, Steps = 500 };

    public static LinearFrequencyGeneralizationOptions Thorough => new() { Replicates = 20 };

    public static LinearFrequencyGeneralizationOptions Paper => new() { Width = 10_000, Steps = 200_000 };

    [Option("Neurons, an even number", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Width { get; init; } = 1000;

    [Option("Spreads of input weights, output weights and breakpoints: half the widths of uniform distributions", Minimum = 0)]
    public double[] Spreads { get; init; } = [10, 10, 1];

    [Option("Training samples, drawn evenly from the unit interval", Minimum = 4, Maximum = 500)]
    public int Samples { get; init; } = 25;

    [Option(
        "Targets are sines of 1 to this many periods on the unit interval; below half the number of samples", Minimum = 3,
        Reduced = Reduced.WhenLess)]
    public int HighestFrequency { get; init; } = 10;

    [Option("Probability with which the bound may fail", Above = 0, Maximum = 0.5)]
    public double Failure { get; init; } = 0.05;
}

/// <summary>One draw of weights and samples, all targets.</summary>
internal sealed record GeneralizationTrial : WideNetworkTrial
{
    public int Samples { get; init; }

    public int HighestFrequency { get; init; }

    public double Failure { get; init; }
}

/// <summary>
/// Targets of larger FP norm, that is of higher frequency, are learned worse, and the a-priori bound holds.
/// Source: 1905.10264 (FP norm and generalisation).
/// </summary>
internal sealed class LinearFrequencyGeneralization() : TensorStudy<LinearFrequencyGeneralizationOptions, GeneralizationTrial>(
    "lfp-generalization", "Linear frequency principle: the FP norm predicts what is learned badly",
    "Zhang et al. 2019 (1905.10264), FP norm and generalisation")
{
    /// <summary>
    /// The experiment, sines of one size, and the negative control: sines scaled so that all have the FP norm of the first.
    /// </summary>
    public const string Sines = "sines", EqualNorm = "control-equal-norm";

    private const int TestPoints = 1000;

    public override string Summary =>
        "Wide two-layer ReLU networks learn sines of rising frequency from equally many random samples. Claims that their error on "
        + "new points rises with the target's FP norm, that the a-priori bound holds, and that the norm grows between the first and "
        + "the second power of the frequency. Among sines scaled to the same FP norm the error must not rise.";

    public override IndependentScript? Independent => LinearFrequencyGeneralizationIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run lfp-generalization", "run lfp-generalization --preset smoke --samples 20 --highest-frequency 5"];

    protected override IEnumerable<GeneralizationTrial> Plan(LinearFrequencyGeneralizationOptions options)
    {
        WideNetworkOptions.RequireEven("--width", options.Width);
        // Random samples may fill as little as half of the interval.
        options.RequireCutoff(options.Samples);
        if (2 * options.HighestFrequency >= options.Samples)
            throw new InvalidOptionException(
                "--highest-frequency", $"{options.HighestFrequency}",
                $"less than half of the {options.Samples} samples: beyond that the error saturates");
        TwoLayerInitialisation initialisation = options.Initialisation("--spreads", options.Spreads);
        return new[] { Sines, EqualNorm }.Take(options.Controls ? 2 : 1)
            .SelectMany(experiment => WideNetworkTrial.Of<GeneralizationTrial>(options, experiment, initialisation, options.Width))
            .Select(trial => trial with
            {
                Samples = options.Samples,
                HighestFrequency = options.HighestFrequency,
                Failure = options.Failure,
            });
    }

    // A sine of each frequency is learned from the same samples by a network of the same initial weights. The unit interval lies at −½ to
    // ½, in the middle of the breakpoints.
    protected override void Measure(GeneralizationTrial trial, Recorder to, Device device)
    {
        using Tensor drawn = RandomStreams.SortedUniform(trial.Seed, "samples", trial.Samples, -0.5, 0.5);
        double[] x = drawn.data<double>().ToArray();
        double[] test = [.. Enumerable.Range(0, TestPoints).Select(n => ((n + 0.5) / TestPoints) - 0.5)];
        var weight = ReluFrequencyWeight.Of(trial.Initialisation.Draw(1, trial.Width, trial.Seed));
        for (int frequency = 1; frequency <= trial.HighestFrequency; frequency++)
        {
            double norm = FrequencyPrincipleNorm.OfSine(weight, frequency);
            double amplitude = trial.Experiment == EqualNorm ? FrequencyPrincipleNorm.OfSine(weight, 1) / norm : 1;
            double[] Target(double[] points) => [.. points.Select(t => amplitude * Math.Sin(2 * Math.PI * frequency * t))];

            var fitted = WideNetwork.Of(
                trial, new LinearFrequencySamples(SamplePoints.OnLine(x), Target(x)), to,
                (frequency - 1, trial.HighestFrequency, $"{trial.Experiment}, frequency {frequency}"));
            double[] target = Target(test);
            to.Add(new SineError(
                trial.Experiment, trial.Seed, frequency, amplitude, amplitude * norm,
                GeneralizationBound.Of(weight, amplitude * norm, amplitude, trial.Samples, trial.Failure),
                FunctionDistance.Of(fitted.Network.At(SamplePoints.OnLine(test)), target).MeanAbsolute,
                FunctionDistance.Of(fitted.Predicted.At(test), target).MeanAbsolute, fitted.Loss / trial.Samples));
        }
    }

    protected override void Conclude(LinearFrequencyGeneralizationOptions options, Conclusion to) =>
        new LinearFrequencyGeneralizationFindings(options, to).Conclude();

    [Table("errors")]
    internal sealed record SineError(
        string Experiment, long Seed, [Unit("cycles per unit length")] long Frequency, double Amplitude, double Norm, double Bound,
        double NetworkError, double PredictionError, [Unit("mean squared error")] double TrainLoss);
}
