using System.Globalization;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequency1d;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequency1d"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearFrequency1dFindings(LinearFrequency1dOptions options, Conclusion to)
{
    private const string OtherRegime = "the other regime's prediction";
    // A quarter of what the network may miss its prediction by.
    private const double Margin = 0.005;

    // Values in order of x.
    private readonly Dictionary<(string Experiment, long Seed, string Function), double[]> _functions = to.Rows<FunctionValue>()
        .GroupBy(r => (r.Experiment, r.Seed, r.Function))
        .ToDictionary(g => g.Key, g => g.OrderBy(r => r.X).Select(r => r.Value).ToArray());

    public void Conclude()
    {
        const string Ends = "the network ends at the predicted function";
        Agreement("network-cubic", $"Where the first term dominates, {Ends}", Cubic).Against(OtherRegime, Margin, To(Cubic, Linear))
            .PerSeed(To(Cubic, Cubic));
        Agreement("network-linear", $"Where the second term dominates, {Ends}", Linear).Against(OtherRegime, Margin, To(Linear, Cubic))
            .PerSeed(To(Linear, Linear));
        Agreement("network-between", $"Where both terms matter, {Ends}", Between).StableFrom(20)
            .Against(Spline, Margin, To(Between, Between, Spline)).Against(Lines, Margin, To(Between, Between, Lines))
            .Against("the first regime's prediction", Margin, To(Between, Cubic))
            .Against("the second regime's prediction", Margin, To(Between, Linear))
            .PerSeed(To(Between, Between));
        Limit("natural-spline", "Where the first term dominates, the prediction is the natural cubic spline", Cubic, Spline, Lines);
        Limit("straight-lines", "Where the second term dominates, the prediction is straight lines", Linear, Lines, Spline);
        if (options.Controls)
            Agreement(InitialFunction, "A network that does not begin as zero ends at the predicted function", InitialFunction)
                .AsControl().PerSeed(To(InitialFunction, InitialFunction));

        Differences();
        Figures();
        Notes();
    }

    private ClaimBuilder Agreement(string id, string statement, string experiment) => to.Claim(id, statement)
        .From(experiment == Between ? "1905.10264 (the model, between its limits)" : "1905.10264, one-dimensional figure")
        .By("root mean square difference of network and prediction over the range of the labels")
        .AtMost(0.02);

    private void Limit(string id, string statement, string experiment, string interpolant, string other) => to.Claim(id, statement)
        .From("1905.10264; 2102.00200 (limits of the equivalent optimisation)")
        .By("largest difference of prediction and interpolant over the range of the labels")
        .AtMost(0.01)
        .Against(other, Margin, Largest(experiment, other))
        .PerSeed(Largest(experiment, interpolant));

    // Of each seed's network of one experiment from what another's prediction, or an interpolant, is.
    private IEnumerable<double> To(string experiment, string of, string function = Prediction) => Seeds(experiment).Select(seed =>
        Distance((experiment, seed, Network), (of, seed, function)).RootMeanSquare / FivePoints.Range);

    private IEnumerable<double> Largest(string experiment, string interpolant) => Seeds(experiment).Select(seed =>
        Distance((experiment, seed, Prediction), (experiment, seed, interpolant)).Largest / FivePoints.Range);

    private FunctionDistance Distance((string, long, string) first, (string, long, string) second) =>
        FunctionDistance.Of(_functions[first], _functions[second]);

    private IEnumerable<long> Seeds(string experiment) =>
        _functions.Keys.Where(k => k.Experiment == experiment).Select(k => k.Seed).Distinct();

    // Of the network and of the regime's interpolant from the prediction.
    private void Differences()
    {
        double[] x = FivePoints.Test;
        foreach ((string experiment, long seed, string function) in _functions.Keys)
        {
            if (function != Network && function != (experiment == Cubic ? Spline : Lines) && !(experiment == Between && function == Spline))
                continue;
            double[] values = _functions[(experiment, seed, function)], predicted = _functions[(experiment, seed, Prediction)];
            to.Add(values.Select((value, n) => new Miss(experiment, seed, function, x[n], (value - predicted[n]) / FivePoints.Range)));
        }
    }

    private void Figures()
    {
        string samples = $"The samples lie at {string.Join(", ", FivePoints.X.Select(x => x.ToString(CultureInfo.InvariantCulture)))}.";
        const string First = "first term dominates", Second = "second term dominates", Both = "both terms matter";
        to.Figure(
            "functions", "Five points, fitted and predicted",
            $"Two-layer ReLU networks of {options.Width:N0} neurons after training, the function predicted from their initial weights, and "
            + "the two interpolants: where the first term of γ² dominates, where the second does, and where both matter. Mean over "
            + "seeds with the range. "
            + $"{samples}",
            perRow: 3, Functions(Cubic, First), Functions(Linear, Second), Functions(Between, Both));
        to.Figure(
            "differences", "Error of the prediction",
            "Network minus prediction, and the nearest interpolant (both, where both terms matter) minus prediction, in units of the "
            + "labels' range. Mean over seeds "
            + "with the range. "
            + samples,
            perRow: 3, Misses(Cubic, First), Misses(Linear, Second), Misses(Between, Both));
        if (options.Controls)
            to.Figure(
                "control", "Negative control: networks that do not start at zero",
                "Without antisymmetric initialisation the initial function survives training, and the prediction, which starts at "
                + "zero, fails. Mean over seeds with the range.", perRow: 1, Functions(InitialFunction, ""));
    }

    private static Panel Functions(string experiment, string title) => new Plot<FunctionValue>(title).Where(r => r.Experiment, experiment)
        .X(r => r.X, "x").Y(r => r.Value, "value").By(r => r.Function).MeanOver(r => r.Seed);

    private static Panel Misses(string experiment, string title) => new Plot<Miss>(title).Where(r => r.Experiment, experiment)
        .X(r => r.X, "x").Y(r => r.Difference, "difference (in ranges of the labels)").By(r => r.Function).MeanOver(r => r.Seed);

    private void Notes()
    {
        to.Note("The paper's own widths and scales of initial weights are not known. The first regime's scales are those of its "
            + "authors' lecture notes. The terms of γ² are equal at the angular frequency √(A/B): about 170 in the first regime, 0.25 in "
            + "the second, with samples about 0.2 apart, which corresponds to frequencies of about 2π/0.4 = 16.");
        to.Note("The scripts published with later papers draw a not-a-knot spline as the cubic one; the variational problem gives the "
            + "natural one.");
        to.Note("The prediction is periodic, and its period (an option) stands in for an infinite line: the gap to the natural "
            + "spline falls as one over the period.");
    }

    [Table("differences")]
    internal sealed record Miss(string Experiment, long Seed, string Function, double X, [Unit("ranges of the labels")] double Difference);
}
