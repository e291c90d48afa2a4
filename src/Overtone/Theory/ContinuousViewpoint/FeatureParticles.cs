using System.Numerics;

namespace Overtone.Theory.ContinuousViewpoint;

/// <summary>
/// Features as particles that move: f(x) = (1/m) Σ φ(x, w_j), and each w_j goes down the gradient of ½ ∫ (f − f*)² dx, m times as fast as
/// its own share: the flow of which <see cref="GradientFlowKernel"/> with moving features is the linear part at a uniform density.
/// Source: 1912.12777 (particle method).
/// </summary>
public sealed class FeatureParticles
{
    private readonly PeriodicGaussianFeature _feature;
    private readonly double[] _target;
    private readonly double[] _places;

    /// <summary>Particles evenly spread over the circle.</summary>
    /// <param name="feature">The features.</param>
    /// <param name="count">m, at least 1.</param>
    /// <param name="target">f* on nodes evenly spread from 0 on; its mean must be that of the features, which no movement changes.</param>
    /// <exception cref="ArgumentException">There is no particle, too few nodes for the features' width, or the target's mean is
    /// another.</exception>
    public FeatureParticles(PeriodicGaussianFeature feature, int count, IReadOnlyList<double> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (target.Count <= 8 * Math.PI / feature.Width)
            throw new ArgumentException($"The target has {target.Count} nodes; features of width {feature.Width} need more than "
                + $"{8 * Math.PI / feature.Width:0}.", nameof(target));
        if (Math.Abs(target.Average() - feature.Mean) > 1e-9)
            throw new ArgumentException(
                $"The target's mean is {target.Average()}; expected {feature.Mean}, which moving features keep.", nameof(target));
        (_feature, _target) = (feature, [.. target]);
        _places = [.. Enumerable.Range(0, count).Select(j => 2 * Math.PI * j / count)];
    }

    /// <summary>The places of the features, in radians.</summary>
    public IReadOnlyList<double> Places => _places;

    /// <summary>f − f* at the nodes.</summary>
    public double[] Residual() =>
        [.. _target.Select((value, n) => _places.Average(w => _feature.Value((2 * Math.PI * n / _target.Length) - w)) - value)];

    /// <summary>The Fourier modes of f − f*: 2/n Σ (f − f*)(x) exp(−ikx) over the n nodes.</summary>
    /// <param name="frequencies">k, in periods per circle, one a mode.</param>
    public Complex[] ResidualModes(IEnumerable<int> frequencies)
    {
        double[] residual = Residual();
        return [.. frequencies.Select(k => residual
            .Select((r, n) => r * Complex.Exp(new Complex(0, -2 * Math.PI * k * n / residual.Length)))
            .Aggregate(Complex.Add) * 2 / residual.Length)];
    }

    /// <summary>One step of Euler's method.</summary>
    /// <param name="step">Δt, above zero and small against the inverse of the greatest rate.</param>
    public void Advance(double step)
    {
        double[] residual = Residual();
        double spacing = 2 * Math.PI / _target.Length;
        for (int j = 0; j < _places.Length; j++)
        {
            double force = 0;
            for (int n = 0; n < residual.Length; n++)
                force += residual[n] * _feature.Slope((n * spacing) - _places[j]);
            _places[j] -= step * spacing * force;
        }
    }
}
