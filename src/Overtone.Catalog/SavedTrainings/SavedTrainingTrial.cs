using System.Text.Json.Serialization;
using Overtone.Studies;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>What a trial of <see cref="SavedTrainingStudy"/> reads: the targets first, then one snapshot each.</summary>
[JsonDerivedType(typeof(DemonstrationTrial), "demonstration")]
[JsonDerivedType(typeof(TargetTrial), "target")]
[JsonDerivedType(typeof(SnapshotTrial), "snapshot")]
public abstract record SavedTrainingTrial : TrialParameters;

/// <summary>Trains the demonstration's network, and saves what a training of one's own would.</summary>
public sealed record DemonstrationTrial : SavedTrainingTrial
{
    /// <summary>Passes over the images.</summary>
    public required int Epochs { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => "training the demonstration's network";
}

/// <summary>A trial that reads arrays of a training.</summary>
public abstract record ArrayTrial : SavedTrainingTrial
{
    /// <summary>The folder or .npz file; the key of the trial that trained it for the demonstration.</summary>
    public required string Training { get; init; }

    /// <summary>Whether <see cref="Training"/> is such a key.</summary>
    public required bool IsDemonstration { get; init; }

    /// <summary>The network's outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>The output whose spectrum is taken; -1 for all.</summary>
    public required int Output { get; init; }

    /// <summary>The number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The methods.</summary>
    public required SpectrumMethod[] Methods { get; init; }
}

/// <summary>Finds the direction, the targets' spectrum and the filter's scale.</summary>
public sealed record TargetTrial : ArrayTrial
{
    /// <summary>The numbers of one input.</summary>
    public required int InputSize { get; init; }

    /// <summary>Whether the targets are class labels.</summary>
    public required bool TargetsAreClasses { get; init; }

    /// <summary>The file of directions; empty for the first principal one.</summary>
    public required string Directions { get; init; }

    /// <summary>The frequencies; empty for a grid.</summary>
    public required double[] Frequencies { get; init; }

    /// <summary>The grid's size.</summary>
    public required int GridSize { get; init; }

    /// <summary>The grid's highest frequency; 0 for one that fits.</summary>
    public required double HighestFrequency { get; init; }

    /// <summary>What frequencies are counted in.</summary>
    public required FrequencyUnit Unit { get; init; }

    /// <summary>How many frequencies are watched at least.</summary>
    public required int Watched { get; init; }

    /// <summary>The filter's variances; empty for some that fit.</summary>
    public required double[] Variances { get; init; }

    /// <summary>The samples the filter sees; 0 for all.</summary>
    public required int FilterSamples { get; init; }

    /// <summary>The seed by which they are drawn.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => "inputs and targets";
}

/// <summary>Compares the predictions at one step with the targets.</summary>
public sealed record SnapshotTrial : ArrayTrial
{
    /// <summary>The key of the <see cref="TargetTrial"/>.</summary>
    public required string Target { get; init; }

    /// <summary>The array the predictions are in.</summary>
    public required string Array { get; init; }

    /// <summary>Their place in an array of several snapshots.</summary>
    public required int Place { get; init; }

    /// <summary>The step.</summary>
    public required double Step { get; init; }

    /// <summary>Whether their softmax is taken.</summary>
    public required bool Softmax { get; init; }

    /// <inheritdoc/>
    public override string Label => $"step {Step}";
}
