using MathNet.Numerics.Random;

namespace Overtone.Theory.ContinuousViewpoint;

/// <summary>
/// A function that features can become by moving: what they give when their density is not uniform but has waves of random phase,
/// 1 + a Σ cos(kw − phase). Its mean is that of the features.
/// Source: 1912.12777, after its examples of the frequency principle.
/// </summary>
public static class WaveTarget
{
    /// <summary>The values of the function on nodes evenly spread over the circle, from 0 on.</summary>
    /// <param name="feature">The features.</param>
    /// <param name="frequencies">k, in periods per circle.</param>
    /// <param name="amplitude">a of the density; times the number of frequencies at most 1, or the density is no density.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="seed">The seed of the phases.</param>
    public static double[] Of(PeriodicGaussianFeature feature, IReadOnlyList<int> frequencies, double amplitude, int nodes, long seed)
    {
        var random = new MersenneTwister((int)(RandomStreams.SeedOf(seed, "phases") >> 33));
        double[] phases = [.. frequencies.Select(_ => 2 * Math.PI * random.NextDouble())];
        // A feature multiplies a wave of the density by exp(−h²k²/4).
        double Wave(double x, int k, double phase) =>
            amplitude * Math.Exp(-feature.Width * feature.Width * k * k / 4) * Math.Cos((k * x) - phase);
        return [.. Enumerable.Range(0, nodes).Select(n => 2 * Math.PI * n / nodes)
            .Select(x => feature.Mean * (1 + frequencies.Select((k, index) => Wave(x, k, phases[index])).Sum()))];
    }
}
