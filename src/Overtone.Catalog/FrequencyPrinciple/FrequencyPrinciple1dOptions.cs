using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The options of <see cref="FrequencyPrinciple1d"/>.</summary>
public sealed record FrequencyPrinciple1dOptions : StudyOptions
{
    /// <summary>The targets to fit.</summary>
    [Option("Targets to fit: sines, growing-sines, steps")]
    public Target1d[] Targets { get; init; } = [Target1d.Sines, Target1d.GrowingSines, Target1d.Steps];

    /// <summary>Hidden layer widths: the depth is how many there are.</summary>
    [Option("Hidden layer widths, first to last; the depth is how many there are", Minimum = 1)]
    public int[] Widths { get; init; } = [128, 128];

    /// <summary>The activation.</summary>
    [Option("Activation: tanh, relu, sin, elu, sigmoid, ricker")]
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The rule for the scale of initial weights.</summary>
    [Option("Scale of initial weights: fixed, glorot, he")]
    public WeightScale WeightScale { get; init; } = WeightScale.Glorot;

    /// <summary>The distribution of initial weights.</summary>
    [Option("Distribution of initial weights: normal, uniform")]
    public WeightDistribution WeightDistribution { get; init; } = WeightDistribution.Normal;

    /// <summary>The factor (or, for a fixed scale, the standard deviation) of initial weights.</summary>
    [Option("Factor of the weight scale; for 'fixed', the standard deviation itself", Minimum = 0)]
    public double Scale { get; init; } = 1;

    /// <summary>The optimiser.</summary>
    [Option("Optimiser: gradient-descent, momentum, adam")]
    public Optimiser Optimiser { get; init; } = Optimiser.Adam;

    /// <summary>The learning rate.</summary>
    [Option("Learning rate", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The loss.</summary>
    [Option("Loss: mean-squared, mean-squared-with-derivative")]
    public Loss Loss { get; init; } = Loss.MeanSquared;

    /// <summary>Training samples, evenly spaced over one period.</summary>
    [Option("Training samples, evenly spaced over one period", Minimum = 16)]
    public int Samples { get; init; } = 201;

    /// <summary>Training steps, each on all samples.</summary>
    [Option("Training steps, each on all samples", Minimum = 10)]
    public long Steps { get; init; } = 4000;

    /// <summary>Networks trained per experiment.</summary>
    [Option("Networks trained per experiment, each from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;

    /// <summary>The error below which a frequency counts as learned.</summary>
    [Option("Relative error below which a frequency counts as learned", Minimum = 0)]
    public double Threshold { get; init; } = 0.2;

    /// <summary>Whether the early-stopping experiment runs.</summary>
    [Option("Whether to run the early-stopping experiment on noisy samples")]
    public bool EarlyStopping { get; init; } = true;

    /// <summary>The standard deviation of the noise in the early-stopping experiment.</summary>
    [Option("Standard deviation of the sample noise in the early-stopping experiment", Minimum = 0)]
    public double Noise { get; init; } = 0.2;

    /// <summary>Whether the negative controls run.</summary>
    [Option("Whether to run the negative controls")]
    public bool Controls { get; init; } = true;

    /// <summary>The width a of the Ricker activation in its control.</summary>
    [Option("Width a of the Ricker activation", Minimum = 1e-6)]
    public double RickerWidth { get; init; } = 0.1;

    /// <summary>The standard deviation of initial weights in the control with large weights.</summary>
    [Option("Standard deviation of initial weights in the control with large weights", Minimum = 0)]
    public double LargeScale { get; init; } = 10;
}
