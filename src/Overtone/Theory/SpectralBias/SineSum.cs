using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// A sum of sines on the unit interval, Σ A sin(2πkz + φ) with phases drawn for each seed, at the points j/N: the end point is left out, so
/// that whole frequencies are whole periods. With it, a tone of 50 cycles on 200 points would show 0.9 of its amplitude, and 0.3 at its
/// neighbour.
/// Source: 1806.08734, experiments 1 and 2.
/// </summary>
/// <param name="Frequencies">k, in cycles per unit.</param>
/// <param name="Amplitudes">A, one a frequency.</param>
public sealed record SineSum(int[] Frequencies, double[] Amplitudes)
{
    /// <summary>The points j/N, [N].</summary>
    public static double[] Points(int count) => [.. Enumerable.Range(0, count).Select(j => (double)j / count)];

    /// <summary>
    /// What networks that fit a function on the unit interval are given: the points j/N as [N, 1]; or, for as many inputs as samples, N
    /// unit vectors: then nothing tells a network which samples are neighbours, which makes a negative control. float32.
    /// </summary>
    /// <param name="inputs">How many inputs the networks have: 1 or <paramref name="samples"/>.</param>
    /// <param name="samples">N.</param>
    /// <param name="device">Where the tensor lives.</param>
    public static Tensor Inputs(int inputs, int samples, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor values = inputs == 1 ? tensor(Points(samples), dtype: float64).unsqueeze(1).to_type(ScalarType.Float32) : eye(samples);
        return values.to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The phases φ of a seed, uniform from 0 to 2π, one a frequency.</summary>
    public double[] Phases(long seed)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, "phases");
        return empty(Frequencies.Length, dtype: float64).uniform_(0, 2 * Math.PI, generator).data<double>().ToArray();
    }

    /// <summary>The values of a seed's sum.</summary>
    /// <param name="seed">The seed of the phases.</param>
    /// <param name="points">Where, in units of the interval.</param>
    /// <param name="highest">Only frequencies up to this one are summed.</param>
    public double[] Values(long seed, IReadOnlyList<double> points, int highest = int.MaxValue)
    {
        double[] phases = Phases(seed);
        int[] kept = [.. Enumerable.Range(0, Frequencies.Length).Where(i => Frequencies[i] <= highest)];
        return [.. points.Select(z => kept.Sum(i => Amplitudes[i] * Math.Sin((2 * Math.PI * Frequencies[i] * z) + phases[i])))];
    }

    /// <summary>The values of every seed's sum at the points j/N, [seeds, N, 1], float32.</summary>
    /// <param name="seeds">The seeds of the phases.</param>
    /// <param name="count">N.</param>
    /// <param name="device">Where the tensor lives.</param>
    public Tensor Targets(IReadOnlyList<long> seeds, int count, Device device)
    {
        using var scope = NewDisposeScope();
        double[] points = Points(count);
        Tensor[] rows = [.. seeds.Select(seed => tensor(Values(seed, points), dtype: float64))];
        return stack(rows).unsqueeze(2).to_type(ScalarType.Float32).to(device).MoveToOuterDisposeScope();
    }
}
