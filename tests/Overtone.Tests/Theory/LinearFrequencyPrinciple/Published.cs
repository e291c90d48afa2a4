using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

/// <summary>The published data sets and what tests do with them.</summary>
internal static class Published
{
    /// <summary>The five points of the published one-dimensional scripts.</summary>
    internal static readonly double[] X = [-0.8, -0.6, -0.3, -0.06, 0.1];

    internal static readonly double[] Y = [0.25, -0.25, -0.07, 0.15, -0.05];

    internal static LinearFrequencySamples FivePoints => new(SamplePoints.OnLine(X), Y);

    /// <summary>The XOR problem.</summary>
    internal static LinearFrequencySamples Xor => new(new double[,] { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } }, [1, -1, -1, 1]);

    /// <summary>Points between the first and the last of the five.</summary>
    internal static double[] Between => [.. Enumerable.Range(0, 181).Select(n => -0.8 + (n * 0.005))];

    /// <summary>A kernel for samples: the published scheme unless said otherwise.</summary>
    internal static LinearFrequencyKernel Kernel(
        LinearFrequencySamples samples, double cubic, double linear, double cutoff = 200, double period = 10) =>
        new(new ReluFrequencyWeight(samples.Points.GetLength(1), cubic, linear), FrequencyLattice.For(samples.Points, cutoff, period));

    internal static double LargestGap(IEnumerable<double> first, IEnumerable<double> second) =>
        first.Zip(second, (a, b) => Math.Abs(a - b)).Max();
}
