using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyXor;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyXor"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearFrequencyXorFindings(LinearFrequencyXorOptions options, Conclusion to)
{
    private const int Wide = 8000;
    private const double ColourRange = 1, DifferenceRange = 0.1;

    private readonly Distance[] _distances = [.. to.Rows<Output>().GroupBy(r => (r.Experiment, r.Width, r.Seed)).Select(g =>
    {
        var distance = FunctionDistance.Of([.. g.Select(r => r.Network)], [.. g.Select(r => r.Prediction)]);
        return new Distance(
            g.Key.Experiment, g.Key.Width, g.Key.Seed, distance.RootMeanSquare, distance.MeanAbsolute, distance.Correlation);
    })];

    public void Conclude()
    {
        int judged = options.JudgedWidth(), narrow = options.Widths.Min();
        int wide = options.Widths.Where(w => w > narrow && w <= Wide).DefaultIfEmpty(options.Widths.Max()).Max();
        Correlation("correlation", $"At a width of {judged:N0} network and prediction agree on the whole square", Xor, judged);
        Claim("wider-is-nearer", $"At a width of {wide:N0} the difference is smaller than at {narrow:N0}")
            .By("root mean square difference at the larger width over that at the smaller, mean over seeds").AtMost(1)
            .PerSeed(_distances.Where(d => d.Experiment == Xor).GroupBy(d => d.Seed)
                .Select(seed => seed.Single(d => d.Width == wide).Rms / seed.Single(d => d.Width == narrow).Rms));
        if (options.Controls)
            Correlation(InitialFunction, "Networks that do not begin as zero end at the prediction", InitialFunction, judged);

        Slope("rms_slope", "root mean square", d => d.Rms);
        Slope("mean_absolute_slope", "mean absolute", d => d.MeanAbsolute);
        to.Add(_distances);
        // The widest network of the first seed, with coordinates that are short enough to label axes.
        to.Add(to.Rows<Output>().Where(r => r.Experiment == Xor && r.Width == options.Widths[^1] && r.Seed == options.Seed)
            .Select(r => new Map(Math.Round(r.X1, 2), Math.Round(r.X2, 2), r.Network, r.Prediction, r.Difference)));
        Figures(judged);
        Notes();
    }

    private void Correlation(string id, string statement, string experiment, int width) => Claim(id, statement)
        .By("Pearson correlation of network and prediction over the test points, mean over seeds").AtLeast(0.995)
        .AsControl(experiment == InitialFunction)
        .PerSeed(_distances.Where(d => d.Experiment == experiment && d.Width == width).Select(d => d.Correlation));

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1905.10264, two-dimensional figure");

    private void Slope(string name, string kind, Func<Distance, double> difference) => to.Estimate(Estimate.OfMean(
        name, WideNetwork.Slopes(_distances.Where(d => d.Experiment == Xor).Select(d => (d.Seed, d.Width, difference(d)))),
        slope => $"The {kind} difference of network and prediction falls with width to the power {StudyText.Number(slope)}."));

    private void Figures(int judged)
    {
        int widest = options.Widths[^1];
        to.Figure(
            "maps", "Exclusive or: network, prediction and their difference",
            $"The corners are the four samples, labelled 1 and −1 alternately. A network of {widest:N0} neurons after training (seed "
            + $"{options.Seed}), the function predicted from its initial weights, and network minus prediction. Colours saturate at "
            + $"±{ColourRange}, those of the difference at ±{DifferenceRange}.", perRow: 3,
            Maps("network").Colour(r => r.Network, "value", min: -ColourRange, max: ColourRange),
            Maps("prediction").Colour(r => r.Prediction, "value", min: -ColourRange, max: ColourRange),
            Maps("difference").Colour(r => r.Difference, "value", min: -DifferenceRange, max: DifferenceRange));
        to.Figure(
            "scatter", "Network against prediction",
            $"One point for each of {options.Side * options.Side:N0} test points on the square; the diagonal is perfect agreement. Seed "
            + $"{options.Seed}.",
            options.Widths.Where(w => w == options.Widths[0] || w == widest).Distinct().Select(w => Scatter(Xor, w, $"{w:N0} neurons")));
        to.Figure(
            "widths", "Difference against width",
            "Differences over the test points: root mean square (left), mean absolute (right). Mean over seeds with the range.",
            Widths().Y(r => r.Rms, "root mean square difference", log: true),
            Widths().Y(r => r.MeanAbsolute, "mean absolute difference", log: true));
        if (options.Controls)
            to.Figure(
                "control", "Negative control: a network that does not start at zero",
                $"Network of {judged:N0} neurons without antisymmetric initialisation against the prediction, which starts at zero; the "
                + $"diagonal is perfect agreement. Seed {options.Seed}.", perRow: 1, Scatter(InitialFunction, judged, ""));
    }

    private static HeatMap<Map> Maps(string title) => new HeatMap<Map>(title).X(r => r.X1, "x₁").Y(r => r.X2, "x₂");

    private Panel Scatter(string experiment, int width, string title) => new Plot<Output>(title)
        .Where(r => r.Experiment, experiment).Where(r => r.Width, width).Where(r => r.Seed, options.Seed)
        .X(r => r.Prediction, "prediction").Y(r => r.Network, "network").Points().Sloped("", 1, 0);

    private static Plot<Distance> Widths() => new Plot<Distance>().Where(r => r.Experiment, Xor)
        .X(r => r.Width, "neurons", log: true).MeanOver(r => r.Seed).LinesAndPoints();

    private void Notes()
    {
        to.Note("Input and output weights are normal, breakpoints uniform, as in the scripts published with later papers; the "
            + "paper's own scales are not known.");
        to.Note("In two dimensions the prediction leaves out a gradient term, so the difference levels off instead of vanishing; its "
            + "slope is reported, not judged.");
        to.Note("The published scripts keep 4π² with angular frequencies, take moments of single weights and count axis frequencies twice; "
            + "none of this is repeated here.");
    }

    [Table("distances")]
    internal sealed record Distance(
        string Experiment, [Unit("neurons")] int Width, long Seed, double Rms, double MeanAbsolute, double Correlation);

    [Table("map")]
    internal sealed record Map(double X1, double X2, double Network, double Prediction, double Difference);
}
