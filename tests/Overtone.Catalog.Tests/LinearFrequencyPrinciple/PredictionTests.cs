using Overtone.Catalog.LinearFrequencyPrinciple;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Tests.LinearFrequencyPrinciple;

/// <summary>What predictions and their rivals are, seen through the smallest runs.</summary>
public class PredictionTests(SmokeRuns runs)
{
    /// <summary>
    /// A term alone interpolates the four signs whatever its coefficient is, so that it is one function for all networks; the prediction
    /// has both and is neither.
    /// </summary>
    [Fact]
    public void A_term_alone_does_not_depend_on_the_network_and_is_not_the_prediction()
    {
        var points = runs.Of("lfp-xor").Outcome.Tables.Rows<LinearFrequencyXor.Output>()
            .Where(r => r.Experiment == LinearFrequencyXor.Xor).GroupBy(r => (r.X1, r.X2)).ToArray();
        Assert.All(points, point =>
        {
            Assert.True(point.Count() > 1);
            Assert.Equal(point.Min(r => r.FirstTerm), point.Max(r => r.FirstTerm), 1e-6);
            Assert.Equal(point.Min(r => r.SecondTerm), point.Max(r => r.SecondTerm), 1e-6);
        });
        var corners = points.Where(p => Math.Abs(p.Key.X1) == 1 && Math.Abs(p.Key.X2) == 1).ToArray();
        Assert.Equal(4, corners.Length);
        Assert.All(corners.SelectMany(corner => corner), r =>
            Assert.All(new[] { r.Prediction, r.FirstTerm, r.SecondTerm }, value => Assert.Equal(r.X1 * r.X2, value, 1e-3)));
        double Between(Func<LinearFrequencyXor.Output, double> first, Func<LinearFrequencyXor.Output, double> second) =>
            points.SelectMany(point => point).Max(r => Math.Abs(first(r) - second(r)));
        Assert.InRange(Between(r => r.FirstTerm, r => r.SecondTerm), 0.01, 1);
        Assert.InRange(Between(r => r.FirstTerm, r => r.Prediction), 1e-4, 1);
        Assert.InRange(Between(r => r.SecondTerm, r => r.Prediction), 1e-4, 1);
    }

    /// <summary>In either regime the prediction is its interpolant; between them it is further from both than that.</summary>
    [Fact]
    public void Between_the_regimes_the_prediction_is_neither_interpolant()
    {
        var functions = runs.Of("lfp-1d").Outcome.Tables["functions"];
        double To(string experiment, string interpolant) => FunctionDistance.Of(
            Values(functions, experiment, LinearFrequency1d.Prediction), Values(functions, experiment, interpolant)).Largest;
        var near = Math.Max(
            To(LinearFrequency1d.Cubic, LinearFrequency1d.Spline), To(LinearFrequency1d.Linear, LinearFrequency1d.Lines));
        Assert.InRange(To(LinearFrequency1d.Between, LinearFrequency1d.Spline), 1.5 * near, 1);
        Assert.InRange(To(LinearFrequency1d.Between, LinearFrequency1d.Lines), 1.5 * near, 1);
    }

    private static double[] Values(Table functions, string experiment, string function)
    {
        Row[] rows = [.. functions.Rows.Where(r => r.Text("experiment") == experiment && r.Text("function") == function)];
        var first = rows.Where(r => r.Integer("seed") == rows[0].Integer("seed"));
        return [.. first.OrderBy(r => r.Number("x")).Select(r => r.Number("value"))];
    }
}
