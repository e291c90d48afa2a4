using Overtone.Studies.Independent;
using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>The predicted function in time, computed once more.</summary>
internal static class LinearFrequencyDynamicsIndependent
{
    private const double Cutoff = 20, Cubic = 0.3, Linear = 0.02, Factor = 0.5;
    private static readonly double[] HalfTimes = [0.2, 1, 5];

    public static IndependentScript Script
    {
        get
        {
            var lattice = FrequencyLattice.For(FivePoints.Samples.Points, Cutoff);
            var kernel = new LinearFrequencyKernel(new ReluFrequencyWeight(1, Cubic, Linear), lattice);
            var flow = new LinearFrequencyFlow(kernel, FivePoints.Samples, Factor);
            double[] at = [.. FivePoints.Test.Where((_, n) => n % 40 == 0)], times = [.. HalfTimes.Select(n => n * flow.TimeOf(0.5))];
            return IndependentScript.Beside(
                typeof(LinearFrequencyDynamicsIndependent),
                new IndependentComputation(
                    "the predicted function at three times", "SciPy: the differential equation, step by step (ours has its solution)",
                    "course",
                    new
                    {
                        x = FivePoints.X,
                        y = FivePoints.Y,
                        at,
                        times,
                        period = lattice.Period,
                        highest = lattice.Highest,
                        cubic = Cubic,
                        linear = Linear,
                        factor = Factor,
                    },
                    () => [.. times.SelectMany(time => flow.On(SamplePoints.OnLine(at)).At(time))], 7));
        }
    }
}
