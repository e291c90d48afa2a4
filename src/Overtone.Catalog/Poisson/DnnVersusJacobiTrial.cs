using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.Poisson;

/// <summary>What a trial of <see cref="DnnVersusJacobi"/> reads: the iterations from zero, or one network and Jacobi after it.</summary>
public sealed record DnnVersusJacobiTrial : TrialParameters
{
    /// <summary>Cells of the grid.</summary>
    public required int Cells { get; init; }

    /// <summary>The error at which a solver has arrived.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Layer widths of the network; empty for the iterations alone.</summary>
    public required int[] Widths { get; init; }

    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>How weights begin.</summary>
    public required Initialisation Initialisation { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The seed; 0 for the iterations, which know no chance.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => Widths.Length == 0 ? "iterations" : $"network, seed {Seed}";
}
