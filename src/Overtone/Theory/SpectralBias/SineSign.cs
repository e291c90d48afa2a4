using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// Whether a sine is above zero: the two classes that networks tell along a curve.
/// Source: 1806.08734, experiment 6 and Fig. 9.
/// </summary>
public static class SineSign
{
    /// <summary>1 where the sine of a frequency is above zero at j/N, else 0; its phase is the seed's. [N].</summary>
    /// <param name="seed">The seed of the phase.</param>
    /// <param name="frequency">In cycles per unit.</param>
    /// <param name="samples">N.</param>
    public static double[] Of(long seed, int frequency, int samples) =>
        [.. new SineSum([frequency], [1]).Values(seed, SineSum.Points(samples)).Select(value => value > 0 ? 1.0 : 0.0)];

    /// <summary>The share of samples on the right side of zero, one a network.</summary>
    /// <param name="logits">[networks, n, 1].</param>
    /// <param name="targets">0 or 1, likewise.</param>
    public static double[] Accuracies(Tensor logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        return logits.gt(0).eq(targets.gt(0.5)).to_type(ScalarType.Float64).mean([1, 2]).cpu().data<double>().ToArray();
    }

    /// <summary>The share of points that two networks put on the same side of zero.</summary>
    /// <param name="networks">An ensemble; its first two networks count.</param>
    /// <param name="points">The points.</param>
    /// <param name="device">Where the networks live.</param>
    public static double Agreement(ReluNetworkEnsemble networks, IEnumerable<(double X, double Y)> points, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor classes = networks.Evaluate(PlanePoints.ToTensor(points, device)).gt(0);
        return classes[0].eq(classes[1]).to_type(ScalarType.Float64).mean().item<double>();
    }
}
