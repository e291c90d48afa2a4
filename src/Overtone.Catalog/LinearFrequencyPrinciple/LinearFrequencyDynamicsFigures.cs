using System.Globalization;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyDynamics;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyDynamicsFindings;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyDynamics"/> draws.</summary>
internal sealed class LinearFrequencyDynamicsFigures(
    LinearFrequencyDynamicsOptions options, Conclusion to, IReadOnlyList<Distance> distances)
{
    private const int MostTimes = 6, MapTimes = 4;
    // Of the test points on the line, every so many carry a point of the network's: more would hide the curves below.
    private const int Stride = 16;
    private const string TimeLabel = "time (predicted half-times)";
    private const string HalfTimes = "Times are in units of that at which the predicted training error is half.";
    private const string Samples = "samples", Network = "network", Prediction = "prediction", Blind = "a blind learner";

    private static readonly (string Experiment, string Title)[] Panels =
    [
        (Between, "five points, both terms"), (Cubic, "five points, first term"), (Linear, "five points, second term"),
        (Nested, "nested exclusive or"), (Xor, "exclusive or"),
    ];

    // Over seeds the mean: their times differ by a few per cent.
    private readonly Dictionary<(string Experiment, double Share), double> _times = to.Rows<TrainingError>()
        .GroupBy(r => (r.Experiment, r.Seed))
        .SelectMany(g => g.Select(r => (r.Experiment, r.Share, Time: r.Time / Half(g))))
        .GroupBy(r => (r.Experiment, r.Share))
        .ToDictionary(g => g.Key, g => g.Average(r => r.Time));

    public void Draw()
    {
        Curves();
        Maps();
        Differences();
        TrainingErrors();
        Directions();
    }

    private static double Half(IEnumerable<TrainingError> rows) => rows.MinBy(r => Math.Abs(r.Share - 0.5))!.Time;

    // No line is broken before the sign.
    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}\u00a0%");

    private void Curves()
    {
        double[] shares = [.. options.Shares.Take(MostTimes)];
        to.Add(to.Rows<FunctionValue>().Where(r => r.Experiment == Between && r.Share < 1).GroupBy(r => (r.Share, r.Seed))
            .SelectMany(g => g.OrderBy(r => r.X1).SelectMany((r, n) => new Curve[]
            {
                new(r.Share, r.Seed, Prediction, r.X1, r.Prediction), new(r.Share, r.Seed, Blind, r.X1, r.Blind),
                new(r.Share, r.Seed, Network, r.X1, n % Stride == 0 ? r.Network : double.NaN),
            })));
        to.Add(shares.SelectMany(share =>
            FivePoints.X.Select((x, n) => new Curve(share, options.Seed, Samples, x, FivePoints.Y[n]))));
        double highest = FivePoints.Y.Max() + 0.05, lowest = FivePoints.Y.Min() - 0.1;
        to.Figure(
            "course", "Five points, from the beginning to the end of training",
            $"Networks of {options.Width:N0} neurons, where both terms of γ² matter, and the function predicted from their initial "
            + "weights, at the times at which the predicted training error has fallen to the shares above the panels; beside them the "
            + "predicted end, scaled to the network's training error. Mean over seeds with the range.",
            perRow: 3,
            shares.Select(share => (Panel)new Plot<Curve>($"{Percent(share)} of the error left").Where(r => r.Share, share)
                .X(r => r.X, "x").Y(r => r.Value, "value", min: lowest, max: highest).By(r => r.Function).MeanOver(r => r.Seed)
                .PointsOf(Network).PointsOf(Samples)));
    }

    private void Maps()
    {
        double[] shares = [.. options.Shares.Take(MapTimes)];
        // With coordinates that are short enough to label axes.
        to.Add(to.Rows<FunctionValue>()
            .Where(r => r.Experiment == Nested && r.Seed == options.Seed && shares.Contains(r.Share))
            .Select(r => new Map(r.Share, Math.Round(r.X1, 2), Math.Round(r.X2, 2), r.Network, r.Prediction)));
        IEnumerable<Panel> Row(Func<HeatMap<Map>, HeatMap<Map>> colour, string what) => shares.Select(share =>
            (Panel)colour(new HeatMap<Map>($"{what}, {Percent(share)}")
                .X(r => r.X1, "x₁").Y(r => r.X2, "x₂").Where(r => r.Share, share)));
        to.Figure(
            "nested", "An exclusive or inside another: the outer one is learned first",
            $"A network of {options.PlaneWidth:N0} neurons (seed {options.Seed}, above) and the function predicted from its initial "
            + "weights (LFP, below) on the square, when the predicted training error has fallen to the shares above the panels. The "
            + "four corners are labelled 1 and −1 alternately, the four points at (±0.4, ±0.4) with half the opposite; at first they get "
            + "the sign of their corner. Colours saturate at ±1.",
            perRow: shares.Length,
            [
                .. Row(map => map.Colour(r => r.Network, "value", min: -1, max: 1), Network),
                .. Row(map => map.Colour(r => r.Prediction, "value", min: -1, max: 1), "LFP"),
            ]);
        to.Figure(
            "exclusive-or", "Exclusive or: network against prediction over time",
            $"One point for each of {options.Side * options.Side:N0} test points on the square at each time, seed {options.Seed}; on the "
            + "diagonal both agree. Times are those at which the predicted training error has fallen to the shares above the panels.",
            perRow: shares.Length,
            shares.Select(share => (Panel)new Plot<FunctionValue>($"{Percent(share)} left")
                .Where(r => r.Experiment, Xor).Where(r => r.Share, share).Where(r => r.Seed, options.Seed)
                .X(r => r.Prediction, Prediction, min: -1, max: 1).Y(r => r.Network, Network, min: -1, max: 1).Points().Sloped("", 1, 0)));
    }

    private void Differences()
    {
        to.Add(distances.Select(d => d with { Time = _times[(d.Experiment, d.Share)] }));
        to.Figure(
            "differences", "How far the network is from the prediction and its rivals",
            "Root mean square difference over the test points, in ranges of the labels. The rivals have the network's own training error "
            + "at every time: the predicted end, scaled, and either term of γ² alone. The prediction has not, which is why it is behind "
            + $"them on the exclusive or, where nothing but time is to be predicted. {HalfTimes} Mean over seeds with the range.",
            perRow: 3,
            Panels.Select(panel => (Panel)new Plot<Distance>(panel.Title).Where(r => r.Experiment, panel.Experiment)
                .X(r => r.Time, TimeLabel, log: true).Y(r => r.Difference, "difference (ranges of the labels)", log: true)
                .By(r => r.Explanation).MeanOver(r => r.Seed).LinesAndPoints()));
    }

    private void TrainingErrors()
    {
        to.Add(to.Rows<TrainingError>().Where(r => r.Share < 1).SelectMany(r =>
        {
            double time = _times[(r.Experiment, r.Share)];
            return new Fall[]
            {
                new(r.Experiment, r.Seed, Network, time, r.Network), new(r.Experiment, r.Seed, Prediction, time, r.Prediction),
                new(r.Experiment, r.Seed, "first term alone", time, r.FirstTerm),
                new(r.Experiment, r.Seed, "second term alone", time, r.SecondTerm),
            };
        }));
        double least = options.Shares[^1] / 10;
        to.Figure(
            "training-error", "The training error over time",
            "Root mean square error at the samples over that at the beginning: of the network, and as predicted from its initial weights "
            + $"with no free parameter, by both terms of γ² and by either alone. {HalfTimes} Mean over seeds with the range.",
            perRow: 3,
            Panels.Where(panel => panel.Experiment is Between or Nested or Xor).Select(panel => (Panel)new Plot<Fall>(panel.Title)
                .Where(r => r.Experiment, panel.Experiment).X(r => r.Time, TimeLabel, log: true)
                .Y(r => r.Error, "training error (share of the first)", log: true, min: least)
                .By(r => r.Of).MeanOver(r => r.Seed).LinesAndPoints()));
    }

    private void Directions()
    {
        to.Add(to.Rows<DirectionError>().Where(r => r.Share < 1 && r.Experiment is Between or Nested)
            .GroupBy(r => (r.Experiment, r.Seed)).SelectMany(g =>
            {
                int[] directions = SubstantialDirections(g);
                return g.Where(r => r.Direction == directions[0] || r.Direction == directions[^1]).Select(r => new Remainder(
                    r.Experiment, r.Seed, r.Direction == directions[0] ? "smoothest eigenvector" : "roughest eigenvector",
                    _times[(r.Experiment, r.Share)], Math.Abs(r.Left / r.Label)));
            }));
        to.Figure(
            "order", "What varies slowly is learned first",
            "What is left of the network's error at the samples along the smoothest and the roughest eigenvector of the predicted kernel "
            + "that have a substantial part of the labels, relative to that part. A learner that approaches the end evenly would have one "
            + $"curve. {HalfTimes} Mean over seeds with the range.",
            perRow: 2,
            Panels.Where(panel => panel.Experiment is Between or Nested).Select(panel => (Panel)new Plot<Remainder>(panel.Title)
                .Where(r => r.Experiment, panel.Experiment).X(r => r.Time, TimeLabel, log: true)
                .Y(r => r.Left, "error left (share of the first)", log: true, min: options.Shares[^1] / 10)
                .By(r => r.Along).MeanOver(r => r.Seed).LinesAndPoints()));
    }

    [Table("curves")]
    internal sealed record Curve(double Share, long Seed, string Function, double X, double Value);

    [Table("map")]
    internal sealed record Map(double Share, double X1, double X2, double Network, double Prediction);

    [Table("falls")]
    internal sealed record Fall(
        string Experiment, long Seed, string Of, [Unit("predicted half-times")] double Time, [Unit("share of the first")] double Error);

    [Table("remainders")]
    internal sealed record Remainder(
        string Experiment, long Seed, string Along, [Unit("predicted half-times")] double Time, [Unit("share of the first")] double Left);
}
