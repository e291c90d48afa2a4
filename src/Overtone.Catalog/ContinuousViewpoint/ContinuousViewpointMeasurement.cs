using System.Numerics;
using MathNet.Numerics.Random;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.ContinuousViewpoint;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>Computes rates two ways, and moves particles.</summary>
internal static class ContinuousViewpointMeasurement
{
    /// <summary>The frequencies of the simulated target.</summary>
    public static readonly int[] Frequencies = [1, 3, 6];

    private const double Last = 20, Amplitude = 0.3;
    private const int Nodes = 128;
    private static readonly double[] Times = [0, 10, 100, 1000];

    public static void MeasureKernels(ContinuousViewpointTrial trial, TrialContext context)
    {
        Column[] place = [Column.Number("width", "radians"), Column.Text("motion"), Column.Text("measure")];
        var rates = new TableBuilder("rates", [.. place, Column.Number("frequency", "periods per circle"), Column.Number("formula"), Column.Number("numerical")]);
        var left = new TableBuilder("left", [.. place, Column.Number("time"), Column.Number("frequency", "periods per circle"), Column.Number("left")]);
        var prefactors = new TableBuilder("prefactors", [.. place, Column.Number("value"), Column.Number("printed")]);
        var feature = new PeriodicGaussianFeature(trial.Width);
        int nodes = 8 * (int)Math.Ceiling(Math.Max(Math.PI / trial.Width * 2, trial.Highest));
        foreach (Motion motion in Enum.GetValues<Motion>())
        {
            foreach (FeatureMeasure measure in Enum.GetValues<FeatureMeasure>())
            {
                context.Cancellation.ThrowIfCancellationRequested();
                (string moving, string counted) = (StudyText.Kebab(motion), StudyText.Kebab(measure));
                var kernel = new GradientFlowKernel(feature, motion, measure);
                for (int k = 1; k <= trial.Highest; k++)
                {
                    rates.Add(trial.Width, moving, counted, (double)k, kernel.Rate(k), kernel.NumericalRate(k, nodes));
                    foreach (double time in Times)
                        left.Add(trial.Width, moving, counted, time, (double)k, kernel.Left(k, time));
                }

                // Both kernels are printed with h/√(8π); moving features have 1/h² beside it.
                double printed = trial.Width / Math.Sqrt(8 * Math.PI) / (motion == Motion.Features ? trial.Width * trial.Width : 1);
                prefactors.Add(trial.Width, moving, counted, SumOfFeatures(feature, motion, measure, nodes), printed);
            }
        }

        context.Write(rates.Build());
        context.Write(left.Build());
        context.Write(prefactors.Build());
    }

    /// <summary>Particles from a uniform density towards a density with three waves of random phase.</summary>
    public static void MeasureParticles(ContinuousViewpointTrial trial, TrialContext context)
    {
        var table = new TableBuilder(
            "particles", Column.Integer("seed"), Column.Number("time"), Column.Number("frequency", "periods per circle"), Column.Text("curve"), Column.Number("left"));
        var feature = new PeriodicGaussianFeature(trial.Width);
        var kernel = new GradientFlowKernel(feature, Motion.Features);
        var random = new MersenneTwister((int)(RandomStreams.SeedOf(trial.Seed, "phases") >> 33));
        double[] phases = [.. Frequencies.Select(_ => 2 * Math.PI * random.NextDouble())];
        double[] target = [.. Enumerable.Range(0, Nodes).Select(n => 2 * Math.PI * n / Nodes).Select(x => feature.Mean * (1 + Frequencies
            .Select((k, place) => Amplitude * Math.Exp(-trial.Width * trial.Width * k * k / 4) * Math.Cos((k * x) - phases[place])).Sum()))];
        var particles = new FeatureParticles(feature, trial.Particles, target);
        Complex[] start = [.. Frequencies.Select(k => Mode(particles.Residual(), k))];
        int steps = (int)Math.Round(Last / trial.TimeStep), records = Math.Max(1, steps / 80);
        for (int step = 0; step <= steps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (step % records == 0)
            {
                context.Report((double)step / steps);
                double[] residual = particles.Residual();
                foreach ((int k, int place) in Frequencies.Select((k, place) => (k, place)))
                {
                    table.Add(trial.Seed, step * trial.TimeStep, (double)k, "particles", Mode(residual, k).Magnitude / start[place].Magnitude);
                    table.Add(trial.Seed, step * trial.TimeStep, (double)k, "linear", kernel.Left(k, step * trial.TimeStep));
                }
            }

            particles.Advance(trial.TimeStep);
        }

        context.Write(table.Build());
    }

    // The kernel at distance zero, from features alone.
    private static double SumOfFeatures(PeriodicGaussianFeature feature, Motion motion, FeatureMeasure measure, int nodes)
    {
        double mean = Enumerable.Range(0, nodes).Select(n => 2 * Math.PI * n / nodes)
            .Average(w => Math.Pow(motion == Motion.Coefficients ? feature.Value(w) : feature.Slope(w), 2));
        return mean * (measure == FeatureMeasure.Uniform ? 1 : 2 * Math.PI);
    }

    private static Complex Mode(double[] values, int frequency) =>
        values.Select((v, n) => v * Complex.Exp(new Complex(0, -2 * Math.PI * frequency * n / Nodes))).Aggregate(Complex.Add) * 2 / Nodes;
}
