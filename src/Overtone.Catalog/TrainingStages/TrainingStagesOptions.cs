using Overtone.Studies;
using Overtone.Theory.TrainingStages;

namespace Overtone.Catalog.TrainingStages;

/// <summary>How inputs are distributed.</summary>
public enum InputDensity
{
    /// <summary>Normally.</summary>
    Normal,

    /// <summary>Uniformly on an interval, whose ends are jumps.</summary>
    Uniform,
}

/// <summary>The options of <see cref="TrainingStagesStudy"/>.</summary>
public sealed record TrainingStagesOptions : StudyOptions
{
    /// <summary>Hidden neurons.</summary>
    [Option("Hidden neurons", Minimum = 1)]
    public int Width { get; init; } = 40;

    /// <summary>Points of the grid.</summary>
    [Option("Points of the grid of inputs, on 24 deviations; cut-offs reach to an eleventh of its Nyquist frequency", Minimum = 4096)]
    public int Points { get; init; } = 8192;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each of gradient descent on the whole density", Minimum = 100)]
    public int Steps { get; init; } = 300;

    /// <summary>The learning rate.</summary>
    [Option("Learning rate: the time between steps of gradient flow; ReLU² takes a tenth, its loss being the steeper", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 0.02;

    /// <summary>Networks.</summary>
    [Option("Networks for each activation", Minimum = 1)]
    public int Networks { get; init; } = 6;
}

/// <summary>What a trial of <see cref="TrainingStagesStudy"/> reads: one network and its training.</summary>
public sealed record TrainingStagesTrial : TrialParameters
{
    /// <summary>The activation.</summary>
    public required HiddenActivation Activation { get; init; }

    /// <summary>The inputs.</summary>
    public required InputDensity Density { get; init; }

    /// <summary>Hidden neurons.</summary>
    public required int Width { get; init; }

    /// <summary>Points of the grid.</summary>
    public required int Points { get; init; }

    /// <summary>Training steps.</summary>
    public required int Steps { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The network's seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{StudyText.Kebab(Activation)}, {StudyText.Kebab(Density)} inputs, network {Seed}";
}
