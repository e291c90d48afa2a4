using System.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.SmallWeights;

namespace Overtone.Catalog.SmallWeights;

/// <summary>Draws a network's output weights and biases, and counts for how many input weights the theorems' events fail.</summary>
internal static class SmallWeightGradientsMeasurement
{
    /// <summary>The table of counts.</summary>
    public const string Failures = "failures";

    public static void Run(SmallWeightGradientsTrial trial, TrialContext context)
    {
        var rows = new TableBuilder(
            Failures, Column.Integer("width"), Column.Integer("seed"), Column.Number("radius"), Column.Integer("draws"), Column.Integer("theorem_1"), Column.Integer("theorem_2"));
        var theorems = new SmallWeightTheorems(
            Outer(trial, "output-weights"), Array.ConvertAll(Outer(trial, "biases"), Math.Abs), (trial.Low, Complex.One), (trial.High, Complex.One));
        for (int n = 0; n < trial.Radii.Length; n++)
        {
            (int first, int second) = theorems.Failures(trial.Radii[n], trial.Draws, (long)RandomStreams.SeedOf(trial.Seed, $"input-weights/{trial.Width}", n), context.Cancellation);
            rows.Add(trial.Width, trial.Seed, trial.Radii[n], trial.Draws, first, second);
            context.Report((n + 1.0) / trial.Radii.Length);
        }

        context.Write(rows.Build());
    }

    private static double[] Outer(SmallWeightGradientsTrial trial, string name)
    {
        double[] values = new double[trial.Width];
        Normal.Samples(new Xoshiro256StarStar(unchecked((int)RandomStreams.SeedOf(trial.Seed, name, trial.Width))), values, 0, 1);
        return values;
    }
}
