using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>A block of a lattice's frequencies with the weights of their cosines and sines.</summary>
/// <param name="Frequencies">[m, d], in cycles per unit length.</param>
/// <param name="Weights">[2m]: cosines first.</param>
internal sealed record LatticeFrequencies(Tensor Frequencies, Tensor Weights)
{
    /// <summary>cos 2πξ·x, then sin 2πξ·x, for each of the points, [n, 2m].</summary>
    public Tensor Waves(double[,] points)
    {
        using var scope = NewDisposeScope();
        if (points.GetLength(1) != Frequencies.shape[1])
            throw new ArgumentException($"The points have dimension {points.GetLength(1)}; expected {Frequencies.shape[1]}, the "
                + "lattice's.", nameof(points));
        Tensor turns = NativeNumbers.Of(points).mm(Frequencies.t());
        Tensor phases = turns * tensor(2 * Math.PI, dtype: float64);
        return cat([phases.cos(), phases.sin()], dim: 1).MoveToOuterDisposeScope();
    }
}
