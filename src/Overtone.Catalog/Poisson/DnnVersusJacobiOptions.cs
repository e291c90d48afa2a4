using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.Poisson;

/// <summary>The options of <see cref="DnnVersusJacobi"/>.</summary>
public sealed record DnnVersusJacobiOptions : StudyOptions
{
    /// <summary>Cells of the grid.</summary>
    [Option("Cells of the grid, an even number; the paper's panel of Jacobi errors belongs to 500", Minimum = 64, Maximum = 1500)]
    public int Cells { get; init; } = 500;

    /// <summary>Hidden layer widths.</summary>
    [Option("Hidden layer widths of the deep Ritz network", Minimum = 1)]
    public int[] Widths { get; init; } = [128, 64];

    /// <summary>The activation.</summary>
    [Option("Activation: tanh, sin, elu, sigmoid; the paper names none")]
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The rule for the scale of initial weights.</summary>
    [Option("Scale of initial weights: fixed, glorot, he")]
    public WeightScale WeightScale { get; init; } = WeightScale.Glorot;

    /// <summary>The factor of the weight scale.</summary>
    [Option("Factor of the weight scale; for 'fixed', the standard deviation itself", Minimum = 0)]
    public double Scale { get; init; } = 1;

    /// <summary>The learning rate of Adam.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Training steps.</summary>
    [Option("Training steps, each on the whole grid", Minimum = 10)]
    public long Steps { get; init; } = 3000;

    /// <summary>The error at which a solver has arrived.</summary>
    [Option("Greatest error of the solution at which a solver has arrived", Minimum = 1e-6, Maximum = 0.5)]
    public double Accuracy { get; init; } = 1e-3;

    /// <summary>Networks.</summary>
    [Option("Networks, each trained from its own seed", Minimum = 1)]
    public int Replicates { get; init; } = 6;
}
