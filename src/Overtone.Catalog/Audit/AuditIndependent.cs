using Overtone.Catalog.Independent;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies.Independent;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit adds to images, and what it says of its counts, computed once more.</summary>
internal static class AuditIndependent
{
    private const int Height = 8, Width = 12, Population = 300;
    private static readonly int[][] Frequencies = [[0, 0], [1, 0], [3, -2], [-4, 5], [4, 6]];
    private static readonly double[][] Image = GivenNumbers.Normal("image", 32, 32), Kernels = GivenNumbers.Normal("kernels", 6, 25);
    private static readonly int[][] Counts = [[0, 10], [3, 10], [120, 300], [300, 300]], Seen = [[20, 3], [40, 9], [80, 30]];

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(AuditIndependent),
        new IndependentComputation(
            "basis images of the Fourier heat map", "NumPy's inverse fast Fourier transform of one frequency and its conjugate",
            "basis", new { height = Height, width = Width, frequencies = Frequencies },
            GivenNumbers.Of(() => [.. Frequencies.SelectMany(k => GivenNumbers.All(FourierBasis.Image(Height, Width, k[0], k[1])))]), 12),
        new IndependentComputation(
            "the radial profile of an image", "NumPy's fast Fourier transform, ring by ring", "radial_profile", new { image = Image },
            GivenNumbers.Of(() => GivenNumbers.All(RadialProfile.Of(GivenNumbers.Matrix(Image)))), 12),
        new IndependentComputation(
            "the share of kernels' energy at high frequencies", "NumPy's fast Fourier transform of padded kernels", "kernel_shares",
            new { kernels = Kernels },
            GivenNumbers.Of(() =>
                GivenNumbers.All(KernelSmoothness.HighFrequencyRatio(GivenNumbers.Matrix(Kernels).reshape(6, 5, 5)))), 11),
        new IndependentComputation(
            "Wilson's interval of an error rate", "SciPy: the rates whose score test is just significant, by root finding", "wilson",
            new { counts = Counts }, Wilson, 10),
        new IndependentComputation(
            "the interval of a share of a finite sample after three looks", "SciPy's hypergeometric distribution, count by count",
            "finite", new { population = Population, seen = Seen }, Finite, 12));

    private static double[] Wilson() =>
        [.. Counts.SelectMany(count => WilsonInterval.Of(count[0], count[1]) is var i ? new[] { i.Low, i.High } : [])];

    private static double[] Finite()
    {
        (double low, double high) = new SequentialProportion(Population, 0.05).Interval([.. Seen.Select(s => (s[0], s[1]))]);
        return [low, high];
    }
}
