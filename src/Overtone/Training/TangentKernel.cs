using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// The tangent kernel of a <see cref="TwoLayerNetwork"/>: the products of its outputs' gradients with respect to all weights. In the wide
/// limit it does not change while the network trains, and decides what it learns and how fast.
/// Source: Jacot, Gabriel, Hongler 2018 (1806.07572); for the networks here, 2010.08153.
/// </summary>
public static class TangentKernel
{
    /// <summary>The kernel between two lists of points.</summary>
    /// <param name="network">The network as it is now.</param>
    /// <param name="first">[n, d].</param>
    /// <param name="second">[m, d].</param>
    /// <returns>[n, m].</returns>
    public static double[,] Between(TwoLayerNetwork network, double[,] first, double[,] second)
    {
        using var scope = NewDisposeScope();
        return (double[,])Gradients(network, first).mm(Gradients(network, second).t()).data<double>().ToNDArray();
    }

    /// <summary>
    /// The learning rate 2/λ up to which gradient descent on half the sum of squares is stable, λ being the kernel's largest eigenvalue.
    /// </summary>
    /// <param name="network">The network before training.</param>
    /// <param name="points">The training points, [n, d].</param>
    public static double LargestStableRate(TwoLayerNetwork network, double[,] points)
    {
        using var scope = NewDisposeScope();
        Tensor gradients = Gradients(network, points);
        return 2 / linalg.eigvalsh(gradients.mm(gradients.t())).max().item<double>();
    }

    // [n, weights].
    private static Tensor Gradients(TwoLayerNetwork network, double[,] points)
    {
        bool isBreakpoint = network.Form == NeuronForm.Breakpoint;
        Tensor x = NativeNumbers.Of(points), offsets = NativeNumbers.Of(network.Offsets), outputs = NativeNumbers.Of(network.Outputs);
        Tensor rows = stack([.. network.Inputs.Select(axis => NativeNumbers.Of(axis))]), norms = rows.square().sum([0]).sqrt();
        Tensor sums = x.mm(rows) + (isBreakpoint ? norms * offsets : offsets);
        Tensor slopes = sums.gt(zeros(1, dtype: float64)).to_type(ScalarType.Float64) * outputs;
        var parts = new List<Tensor> { sums.relu(), isBreakpoint ? slopes * norms : slopes };
        for (int axis = 0; axis < network.Dimension; axis++)
        {
            Tensor inner = x.narrow(1, axis, 1);
            parts.Add(slopes * (isBreakpoint ? inner + (offsets * rows[axis] / norms) : inner));
        }

        return cat(parts, dim: 1);
    }
}
