using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using static Overtone.Catalog.FourierRobustness.Corruptions.RegimeCorruptions;

namespace Overtone.Catalog.FourierRobustness.Corruptions;

/// <summary>Gains against shares at high frequencies, and mean corruption errors, computed once more.</summary>
internal static class RegimeCorruptionsIndependent
{
    private const int Corruptions = 7;
    private static readonly int[] Severities = [1, 3, 5];

    // Between 0.1 and 0.9.
    private static readonly double[] Natural = Errors("natural"), Gaussian = Errors("gaussian"), Shares = Errors("shares");

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(RegimeCorruptionsIndependent),
        new IndependentComputation(
            "slope, intercept, residual and correlation of gains against shares", "NumPy: a polynomial fit and a matrix of correlations",
            "line", new { natural = Natural, other = Gaussian, shares = Shares, severities = Severities.Length }, Line, 11),
        new IndependentComputation(
            "the mean corruption error", "NumPy: sums over severities, divided", "mean_corruption_error",
            new { natural = Natural, other = Gaussian, severities = Severities.Length },
            () => [Compared.MeanCorruptionError((TrainedRegime.Natural, 1), (TrainedRegime.Gaussian, 1))], 12));

    private static CorruptionErrors Compared => new(
        [.. Rows(TrainedRegime.Natural, Natural), .. Rows(TrainedRegime.Gaussian, Gaussian)], spectrumSeverity: Severities[1]);

    private static double[] Errors(string name) =>
        [.. GivenNumbers.Normal(name, Corruptions * Severities.Length).Select(x => 0.5 + (0.4 * Math.Tanh(x)))];

    private static double[] Line()
    {
        LineFit line = Compared.Line((TrainedRegime.Natural, 1), (TrainedRegime.Gaussian, 1));
        return [line.Slope, line.Intercept, line.Residual, line.Correlation];
    }

    private static IEnumerable<CorruptionError> Rows(TrainedRegime regime, double[] errors) => errors.Select(
        (error, n) => new CorruptionError(
            regime, Seed: 1, $"corruption {n / Severities.Length}", Severities[n % Severities.Length], error, Shares[n]));
}
