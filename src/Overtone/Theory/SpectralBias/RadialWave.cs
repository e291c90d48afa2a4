using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// A wave in the norm of an image, ψ = sin(2πk ‖x‖).
/// Source: the notebook of 1806.08734, experiment 3. The paper prints sin(k ‖x‖): without 2π the noise of its lowest frequency, 0.1, hardly
/// varies over the images (mean 0.82, deviation 0.08), and the experiment would say nothing.
/// </summary>
public static class RadialWave
{
    /// <summary>The mean of ‖x‖ over MNIST's images of 3 and 8.</summary>
    public const double MnistMean = 9.77;

    /// <summary>Its standard deviation.</summary>
    public const double MnistDeviation = 1.48;

    /// <summary>The wave at every image.</summary>
    /// <param name="norms">‖x‖, one an image.</param>
    /// <param name="frequency">k, in cycles per unit of the norm.</param>
    /// <param name="matchNorms">Whether norms are moved and scaled to MNIST's mean and deviation first.</param>
    public static double[] Of(double[] norms, double frequency, bool matchNorms)
    {
        double mean = norms.Average(), deviation = Math.Sqrt(norms.Average(r => (r - mean) * (r - mean)));
        IEnumerable<double> radii = matchNorms ? norms.Select(r => MnistMean + (MnistDeviation * (r - mean) / deviation)) : norms;
        return [.. radii.Select(r => Math.Sin(2 * Math.PI * frequency * r))];
    }

    /// <summary>The same numbers in an order that has nothing to do with the images.</summary>
    /// <param name="wave">One value an image.</param>
    public static double[] Shuffle(double[] wave)
    {
        using var scope = NewDisposeScope();
        return [.. RandomStreams.Permutation(0, "label noise", wave.Length).data<long>().ToArray().Select(index => wave[index])];
    }
}
