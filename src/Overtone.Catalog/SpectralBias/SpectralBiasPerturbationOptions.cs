using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The options of <see cref="SpectralBiasPerturbation"/>.</summary>
public sealed record SpectralBiasPerturbationOptions : SineFitOptions
{
    /// <summary>Random directions.</summary>
    [Option("Random directions in parameter space, the same for every length", Minimum = 2)]
    public int Directions { get; init; } = 100;

    /// <summary>Lengths of the perturbation.</summary>
    [Option("Lengths of the perturbation, evenly spaced from zero", Minimum = 3)]
    public int Deltas { get; init; } = 41;

    /// <summary>The largest length.</summary>
    [Option("Largest length of the perturbation, in the norm of all parameters; claims are read at half of it", Minimum = 1e-6)]
    public double LargestDelta { get; init; } = 5;

    /// <summary>Whether the negative control runs.</summary>
    [Option("Whether to run the negative control, the same networks on one-hot inputs")]
    public bool Controls { get; init; } = true;
}
