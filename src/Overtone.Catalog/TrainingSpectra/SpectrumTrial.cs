using System.Text.Json.Serialization;
using Overtone.Studies;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>What a trial of <see cref="SpectrumStudy"/> reads: the targets first, then one snapshot each.</summary>
[JsonDerivedType(typeof(TrainedDemonstrationTrial), "demonstration")]
[JsonDerivedType(typeof(TargetTrial), "target")]
[JsonDerivedType(typeof(SnapshotTrial), "snapshot")]
internal abstract record SpectrumTrial : TrialParameters;

/// <summary>Trains the demonstration's network, and saves what a training of one's own would.</summary>
internal sealed record TrainedDemonstrationTrial(int Epochs, long Seed) : SpectrumTrial
{
    public override string Label => "training the demonstration's network";
}

/// <summary>
/// A trial that reads arrays of a training: a folder or .npz file, or for the demonstration the key of the trial that trained it.
/// </summary>
internal abstract record ArrayTrial : SpectrumTrial
{
    public required string Training { get; init; }

    public required bool IsDemonstration { get; init; }

    public required int Outputs { get; init; }

    public required int? Output { get; init; }

    public required int Samples { get; init; }

    public required SpectrumMethod[] Methods { get; init; }
}

/// <summary>Finds the direction, the targets' spectrum and the filter's scale; what is empty or null is found from the data.</summary>
internal sealed record TargetTrial : ArrayTrial
{
    public required int InputSize { get; init; }

    public required bool TargetsAreClasses { get; init; }

    public required string Directions { get; init; }

    public required double[] Frequencies { get; init; }

    public required int GridSize { get; init; }

    public required double? HighestFrequency { get; init; }

    public required FrequencyUnit Unit { get; init; }

    public required int Watched { get; init; }

    public required double[] Variances { get; init; }

    public required int? FilterSamples { get; init; }

    public required long Seed { get; init; }

    public override string Label => "inputs and targets";
}

/// <summary>Compares the predictions at one step with the targets, which the trial of the key <see cref="Target"/> has prepared.</summary>
internal sealed record SnapshotTrial : ArrayTrial
{
    public required string Target { get; init; }

    public required string Array { get; init; }

    public required int Place { get; init; }

    public required double Step { get; init; }

    public required bool Softmax { get; init; }

    public override string Label => $"step {Step}";
}
