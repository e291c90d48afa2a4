using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyGeneralization;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyGeneralization"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearFrequencyGeneralizationFindings(LinearFrequencyGeneralizationOptions options, Conclusion to)
{
    private const double RankThreshold = 0.9;

    public void Conclude()
    {
        ClaimBuilder orders = Claim("norm-orders-error", "Targets of larger FP norm are learned worse")
            .By("Spearman rank correlation of frequency, which orders the FP norms, and the network's mean absolute error on new points")
            .AtLeast(RankThreshold).StableFrom(20);
        if (options.Controls)
            orders.Against("the same sines, scaled to one FP norm", 0.3, Seeds(EqualNorm, OfFrequency));
        orders.PerSeed(Seeds(Sines, OfFrequency));
        Claim("bound-holds", "The a-priori bound holds for every target")
            .By("largest ratio of the network's mean absolute error to the bound over all targets and seeds").AtMost(1)
            .Of(Seeds(Sines, rows => rows.Max(r => r.NetworkError / r.Bound)).Max());
        Claim("norm-grows", "The FP norm grows at least as the frequency")
            .By("slope of log FP norm against log frequency, smallest over seeds").AtLeast(1).Of(Seeds(Sines, NormSlope).Min());
        Claim("norm-grows-no-faster", "The FP norm grows at most as the frequency squared")
            .By("slope of log FP norm against log frequency, largest over seeds").AtMost(2).Of(Seeds(Sines, NormSlope).Max());

        // The figure's curves in long form.
        to.Add(
            to.Rows<SineError>()
                .SelectMany(r =>
                    new[] { ("network", r.NetworkError), ("prediction", r.PredictionError), ("bound", r.Bound) }.Select(curve => new Point(
                        r.Experiment, r.Seed, r.Frequency, curve.Item1, r.Norm, curve.Item2))));
        to.Figure(
            "errors", "FP norm and error over the target's frequency",
            $"Targets sin 2πvx on the unit interval, {options.Samples} random samples, {options.Width:N0} neurons. Left: mean absolute "
            + "error on new points of the trained network and of the predicted function, and the a-priori bound above them. Right: the "
            + "targets' FP norm. Mean over seeds with the range.",
            Errors(Sines),
            new Plot<SineError>().Where(r => r.Experiment, Sines).X(r => r.Frequency, "frequency v (cycles per unit length)")
                .Y(r => r.Norm, "FP norm", log: true).MeanOver(r => r.Seed).LinesAndPoints());
        if (options.Controls)
            to.Figure(
                "control", "Negative control: targets with the same FP norm",
                "The same sines, scaled so that all have the FP norm of the first: the error no longer rises with frequency. Mean over "
                + "seeds with the range.", perRow: 1, Errors(EqualNorm));
        Notes();
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1905.10264, FP norm and generalisation");

    private IEnumerable<double> Seeds(string experiment, Func<IReadOnlyList<SineError>, double> value) =>
        to.Rows<SineError>().Where(r => r.Experiment == experiment).GroupBy(r => r.Seed).Select(seed => value([.. seed]));

    private static double OfFrequency(IReadOnlyList<SineError> rows) =>
        Correlation.Spearman(rows.Select(r => (double)r.Frequency), rows.Select(r => r.NetworkError));

    private static double NormSlope(IReadOnlyList<SineError> rows) =>
        LineFit.Of([.. rows.Select(r => (Math.Log(r.Frequency), Math.Log(r.Norm)))]).Slope;

    private static Panel Errors(string experiment) => new Plot<Point>().Where(r => r.Experiment, experiment)
        .X(r => r.Frequency, "frequency v (cycles per unit length)").Y(r => r.Error, "mean absolute error", log: true)
        .By(r => r.Curve).MeanOver(r => r.Seed).LinesAndPoints();

    private void Notes()
    {
        to.Note("The paper's numbers of samples and neurons and its frequencies are not known, and the bound's constants are quoted "
            + "from memory, not checked against the paper.");
        to.Note("The bound is for the function at the end of training. Networks are trained to a mean squared error of 10⁻⁴, which "
            + "can take too long if two samples are very close to each other, or to the last step; the table 'errors' has the "
            + "remaining error.");
        to.Note("All targets are below half the number of samples, so the error does not come from aliasing.");
    }

    [Table("curves")]
    internal sealed record Point(
        string Experiment, long Seed, [Unit("cycles per unit length")] long Frequency, string Curve, double Norm, double Error);
}
