using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyXor;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyXor"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearFrequencyXorFindings(LinearFrequencyXorOptions options, Conclusion to)
{
    // An independent computation at 50,000 neurons found 0.021 for the prediction and 0.025 for either term alone: half-way between them,
    // and a quarter of what separates them.
    private const double Near = 0.023, Margin = 0.001;
    private const double ColourRange = 1, DifferenceRange = 0.1;

    private const string Prediction = "prediction", Product = "x₁x₂ alone", First = "first term alone", Second = "second term alone";

    private static readonly (string Name, Func<Output, double> Value)[] Explanations =
        [(Prediction, r => r.Prediction), (Product, r => r.X1 * r.X2), (First, r => r.FirstTerm), (Second, r => r.SecondTerm)];

    private readonly Distance[] _all = [.. to.Rows<Output>().GroupBy(r => (r.Experiment, r.Width, r.Seed)).SelectMany(g =>
        Explanations.Select(explanation =>
        {
            var distance = FunctionDistance.Of([.. g.Select(r => r.Network)], [.. g.Select(explanation.Value)]);
            return new Distance(
                g.Key.Experiment, explanation.Name, g.Key.Width, g.Key.Seed, distance.RootMeanSquare, distance.MeanAbsolute,
                distance.Correlation);
        }))];

    private Distance[] Predicted => [.. _all.Where(d => d.Explanation == Prediction)];

    public void Conclude()
    {
        int judged = options.JudgedWidth(), widest = options.Widths.Max(), narrow = options.Widths.Min();
        Claim("distance", $"At a width of {widest:N0} the network ends at the prediction")
            .By("root mean square difference of network and prediction over the square").AtMost(Near)
            .Against(Product, Margin, Rms(Product, Xor, widest))
            .Against($"its {First}", Margin, Rms(First, Xor, widest))
            .Against($"its {Second}", Margin, Rms(Second, Xor, widest))
            .PerSeed(Rms(Prediction, Xor, widest));
        Claim("wider-is-nearer", $"At a width of {widest:N0} the difference is smaller than at {narrow:N0}")
            .By("root mean square difference at the larger width over that at the smaller").AtMost(1)
            .Against(Product, 0.1, Nearer(Product, widest, narrow))
            .Against($"its {First}", 0.1, Nearer(First, widest, narrow))
            .Against($"its {Second}", 0.1, Nearer(Second, widest, narrow))
            .PerSeed(Nearer(Prediction, widest, narrow));
        if (options.Controls)
            Claim(InitialFunction, "Networks that do not begin as zero end at the prediction")
                .By("root mean square difference of network and prediction over the square").AtMost(Near).AsControl()
                .PerSeed(Rms(Prediction, InitialFunction, judged));

        Slope("rms_slope", "root mean square", d => d.Rms);
        Slope("mean_absolute_slope", "mean absolute", d => d.MeanAbsolute);
        to.Add(_all);
        to.Add(Predicted.Where(d => d.Experiment == Xor).SelectMany(d => new Miss[]
        {
            new(d.Width, d.Seed, "root mean square", d.Rms), new(d.Width, d.Seed, "mean absolute", d.MeanAbsolute),
        }));
        // The widest network of the first seed, with coordinates that are short enough to label axes.
        to.Add(to.Rows<Output>().Where(r => r.Experiment == Xor && r.Width == options.Widths[^1] && r.Seed == options.Seed)
            .Select(r => new Map(Math.Round(r.X1, 2), Math.Round(r.X2, 2), r.Network, r.Prediction, r.Difference)));
        Figures(judged);
        Notes();
    }

    private double[] Rms(string explanation, string experiment, int width) =>
        [.. _all.Where(d => d.Explanation == explanation && d.Experiment == experiment && d.Width == width).OrderBy(d => d.Seed)
            .Select(d => d.Rms)];

    private IEnumerable<double> Nearer(string explanation, int wide, int narrow) =>
        Rms(explanation, Xor, wide).Zip(Rms(explanation, Xor, narrow), (of, than) => of / than);

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1905.10264, two-dimensional figure");

    private void Slope(string name, string kind, Func<Distance, double> difference) => to.Estimate(Estimate.OfMedian(
        name, WideNetwork.Slopes(Predicted.Where(d => d.Experiment == Xor).Select(d => (d.Seed, d.Width, difference(d)))),
        slope => $"The {kind} difference of network and prediction falls with width to the power {StudyText.Number(slope)}."));

    private void Figures(int judged)
    {
        int widest = options.Widths[^1];
        to.Figure(
            "exclusive-or", "Exclusive or: network, prediction, one against the other, and their difference against width",
            $"The corners of the maps are the four samples, labelled 1 and −1 alternately. A network of {widest:N0} neurons after training "
            + $"(seed {options.Seed}) and the function predicted from its initial weights; colours saturate at ±{ColourRange}. Below: one "
            + $"point for each of {options.Side * options.Side:N0} test points on the square, on the diagonal where both agree; the "
            + "differences of network and prediction over the test points, mean over seeds with the range.",
            Maps("network").Colour(r => r.Network, "value", min: -ColourRange, max: ColourRange),
            Maps("prediction").Colour(r => r.Prediction, "value", min: -ColourRange, max: ColourRange),
            Scatter(Xor, widest, $"{widest:N0} neurons"),
            new Plot<Miss>("difference against width").X(r => r.Width, "neurons", log: true)
                .Y(r => r.Difference, "difference", log: true).By(r => r.Kind).MeanOver(r => r.Seed).LinesAndPoints());
        to.Figure(
            "difference", "Where network and prediction differ",
            $"Network minus prediction at {widest:N0} neurons, seed {options.Seed}; colours saturate at ±{DifferenceRange}.", perRow: 1,
            Maps("").Colour(r => r.Difference, "difference", min: -DifferenceRange, max: DifferenceRange));
        to.Figure(
            "rivals", "The prediction and its rivals",
            "Differences of the network from the prediction and from its rivals over the test points: root mean square (left), mean "
            + "absolute (right). Mean over seeds with the range.",
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
        .X(r => r.Width, "neurons", log: true).By(r => r.Explanation).MeanOver(r => r.Seed).LinesAndPoints();

    private void Notes()
    {
        to.Note("Input and output weights are normal, as in the scripts published with later papers, whose biases are uniform by choice "
            + "and a shifted normal by default; here breakpoints are uniform. The paper's own scales are not known.");
        to.Note("In two dimensions the prediction leaves out a gradient term, so the difference levels off instead of vanishing; its "
            + "slope is reported, not judged.");
        to.Note("The published scripts keep 4π² with angular frequencies, take moments of single weights and count axis frequencies twice; "
            + "none of this is repeated here.");
    }

    [Table("distances")]
    internal sealed record Distance(
        string Experiment, string Explanation, [Unit("neurons")] int Width, long Seed, double Rms, double MeanAbsolute, double Correlation);

    [Table("differences")]
    internal sealed record Miss([Unit("neurons")] int Width, long Seed, string Kind, double Difference);

    [Table("map")]
    internal sealed record Map(double X1, double X2, double Network, double Prediction, double Difference);
}
