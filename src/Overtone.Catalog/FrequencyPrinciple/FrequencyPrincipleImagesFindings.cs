using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Studies;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What <see cref="FrequencyPrincipleImages"/> concludes from its tables.</summary>
internal sealed class FrequencyPrincipleImagesFindings(FrequencyPrincipleImagesOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run: rank correlation at least 0.8; the lowest frequency settles in a fifth of the highest one's time.
    private const double OrderThreshold = 0.8;
    private const double SpreadThreshold = 0.2;

    private const string PaperSource = "1807.01251, Fig. 1; 1901.06523, Fig. 2";

    public StudyFindings Conclude()
    {
        string[] networks = [.. options.Networks.Select(StudyText.Kebab)];
        return new StudyFindings
        {
            Claims = [.. networks.Select(Order), .. networks.Select(Spread)],
            Figures = FrequencyPrincipleImagesFigures.Of(options, tables["label_spectrum"].Rows.First().Number("floor"), networks),
            Tables = [Settling()],
            Notes = Notes(),
        };
    }

    private JudgedClaim Order(string network) => new Claim
    {
        Id = $"order-{network}",
        Statement = $"In the {FrequencyPrincipleImagesFigures.Spoken(network)} network, lower frequencies settle first",
        Source = PaperSource,
        Statistic = $"Spearman rank correlation of frequency and settling epoch (error below {options.Threshold} to the end), mean over seeds",
        Threshold = OrderThreshold,
        Direction = Direction.AtLeast,
        Replicate = "seed",
        Replicates = 10,
        Published = "1 (digitised, 4 frequencies)",
    }.Judge([.. BySeed(network).Select(rows => SettlingOrder.RankCorrelation(SettlingOrder.Of(Errors(rows), options.Threshold)))], reduction);

    private JudgedClaim Spread(string network) => new Claim
    {
        Id = $"spread-{network}",
        Statement = $"In the {FrequencyPrincipleImagesFigures.Spoken(network)} network, the lowest frequency settles in at most a fifth of the highest one's time",
        Source = PaperSource,
        Statistic = "settling epoch of the lowest watched frequency over that of the highest that settles, mean over seeds",
        Threshold = SpreadThreshold,
        Direction = Direction.AtMost,
        Replicate = "seed",
        Replicates = 10,
        Published = "below 0.01 (digitised)",
    }.Judge([.. BySeed(network).Select(rows => SpreadOf(SettlingOrder.Of(Errors(rows), options.Threshold)))], reduction);

    private static double SpreadOf(IReadOnlyList<(double Frequency, double Settling, double FirstCrossing)> settling) =>
        settling.Count(s => !double.IsNaN(s.Settling)) < 2
            ? double.NaN
            : settling[0].Settling / settling.Last(s => !double.IsNaN(s.Settling)).Settling;

    private IEnumerable<IGrouping<long, Row>> BySeed(string network) =>
        tables["errors"].Rows.Where(r => r.Text("network") == network).GroupBy(r => r.Integer("seed"));

    private Table Settling()
    {
        var settling = new TableBuilder(
            "settling",
            Column.Text("network"), Column.Integer("seed"), Column.Number("frequency", "cycles per standard deviation"),
            Column.Number("settling_epoch", "epochs"), Column.Number("first_crossing", "epochs"));
        foreach (var replicate in tables["errors"].Rows.GroupBy(r => (Network: r.Text("network"), Seed: r.Integer("seed"))))
        {
            foreach ((double frequency, double epoch, double crossing) in SettlingOrder.Of(Errors(replicate), options.Threshold))
                settling.Add(replicate.Key.Network, replicate.Key.Seed, frequency, epoch, crossing);
        }

        return settling.Build();
    }

    private IReadOnlyList<string> Notes()
    {
        Row projection = tables["projection"].Rows.First();
        Table spectrum = tables["label_spectrum"];
        int watched = spectrum.Rows.Count(r => r.Integer("watched") == 1);
        return
        [
            $"{projection.Integer("images"):N0} training images; the first principal direction holds {projection.Number("explained_variance"):P1} of their variance. "
                + $"Frequencies are in cycles per standard deviation of the projected inputs ({projection.Number("standard_deviation"):G3} in units of the pixels); divide by it for the papers' unit.",
            $"{watched} frequencies are watched: the labels' spectral peaks above {spectrum.Rows.First().Number("floor"):G2} (1.5 times the sampling noise σ/√n), "
                + "or an even grid over the band above it where peaks are too few.",
            options.Output < 0
                ? "Spectra are of all outputs together (ℓ2 norm over classes); the papers show one class and do not say which."
                : $"Spectra are of output {options.Output}.",
        ];
    }

    private static IEnumerable<(double Frequency, double Step, double Error)> Errors(IEnumerable<Row> rows) =>
        rows.Select(r => (r.Number("frequency"), r.Number("epoch"), r.Number("error")));
}
