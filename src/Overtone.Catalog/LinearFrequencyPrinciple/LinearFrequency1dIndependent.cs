using Overtone.Studies.Independent;
using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The predicted function in one dimension, computed once more.</summary>
internal static class LinearFrequency1dIndependent
{
    private const double Cutoff = 20, LimitCutoff = 100, LimitPeriod = 100;

    public static IndependentScript Script
    {
        get
        {
            var lattice = FrequencyLattice.For(FivePoints.Samples.Points, Cutoff);
            double[] at = [.. FivePoints.Test.Where((_, n) => n % 20 == 0)];
            var given = new { x = FivePoints.X, y = FivePoints.Y, at };
            double[] Predict(double cubic, double linear, double cutoff, double period) => LongTimeLimit.Predict(
                new ReluFrequencyWeight(1, cubic, linear), FivePoints.Samples, cutoff, period).Function.At(at);
            return IndependentScript.Beside(
                typeof(LinearFrequency1dIndependent),
                new IndependentComputation(
                    "the predicted function, both terms",
                    "NumPy: the printed problem for sines and cosines, by its pseudo-inverse (ours solves the dual)", "primal",
                    new { given.x, given.y, given.at, period = lattice.Period, highest = lattice.Highest, cubic = 0.3, linear = 0.02 },
                    () => Predict(0.3, 0.02, Cutoff, FrequencyLattice.PublishedPeriod), 8),
                new IndependentComputation(
                    "the first term alone", "SciPy's natural cubic spline, which is its limit", "natural_spline", given,
                    () => Predict(1, 0, LimitCutoff, LimitPeriod), 2),
                new IndependentComputation(
                    "the second term alone", "NumPy's linear interpolation, which is its limit", "straight_lines", given,
                    () => Predict(0, 1, LimitCutoff, LimitPeriod), 2));
        }
    }
}
