using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What <see cref="FrequencyPrincipleParity"/> concludes from its tables.</summary>
internal sealed class FrequencyPrincipleParityFindings(TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double IdentityTolerance = 1e-12;
    private const double FitThreshold = 1e-2;
    private const double AmplitudeThreshold = 0.3;
    private const double GuessThreshold = 0.6;

    private const string PaperSource = "1901.06523, Fig. 5c";

    public StudyFindings Conclude()
    {
        Row[] draws = [.. tables["generalisation"].Rows];
        return new StudyFindings
        {
            Claims =
            [
                Identity(),
                PerDraw("fits-samples", "The network fits its training samples", "mean squared error on the training samples, mean over draws", FitThreshold, null,
                    draws.Select(r => r.Number("train_loss"))),
                PerDraw("misses-high-frequency", "Over all inputs the network holds little of the highest frequency, where parity's amplitude is 1",
                    "amplitude of the network at frequency ¼ on every coordinate, mean over draws", AmplitudeThreshold, "about 0.09 (digitised)", HighestAmplitudes()),
                PerDraw("guesses-unseen", "On unseen inputs the network does little better than guessing", "share of unseen inputs with the right sign, mean over draws",
                    GuessThreshold, null, draws.Select(r => r.Number("test_sign_accuracy"))),
            ],
            Figures = [Spectra()],
            Notes = ["At frequency 0 the samples' amplitude is an accident of the draw: its root mean square over draws is √((1 − n/2^d)/n), 0.063 for 200 of 1,024; the paper's picture shows one draw (0.09)."],
        };
    }

    private JudgedClaim Identity()
    {
        var formula = tables["spectra"].Rows.Where(r => r.Text("function") == "formula").ToDictionary(r => (r.Integer("seed"), r.Number("frequency")), r => r.Number("amplitude"));
        double largest = tables["spectra"].Rows.Where(r => r.Text("function") == "all inputs")
            .Max(r => Math.Abs(r.Number("amplitude") - formula[(r.Integer("seed"), r.Number("frequency"))]));
        return new Claim
        {
            Id = "exact-spectrum",
            Statement = "The spectrum of parity over all inputs is |sin 2πk|^d",
            Source = PaperSource,
            Statistic = "largest difference between formula and transform over all frequencies",
            Threshold = IdentityTolerance,
            Direction = Direction.AtMost,
        }.Judge([largest], reduction);
    }

    private JudgedClaim PerDraw(string id, string statement, string statistic, double threshold, string? published, IEnumerable<double> values) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = PaperSource,
        Statistic = statistic,
        Threshold = threshold,
        Direction = Direction.AtMost,
        Replicate = "draw",
        Replicates = 10,
        Published = published,
    }.Judge([.. values], reduction);

    private IEnumerable<double> HighestAmplitudes() => tables["spectra"].Rows
        .Where(r => r.Text("function") == "network on all inputs")
        .GroupBy(r => r.Integer("seed"))
        .Select(draw => draw.MaxBy(r => r.Number("frequency")).Number("amplitude"));

    private static Figure Spectra() => new()
    {
        Id = "spectra",
        Title = "Spectrum of parity: exact, sampled and learned",
        Caption = "Amplitude of the Fourier transform at k·(1, …, 1) against k, in cycles per unit; the exact amplitude is |sin 2πk|^d. Mean over draws with the range.",
        Panels =
        [
            new SeriesPanel
            {
                Table = "spectra",
                X = new Axis("frequency", "frequency on every coordinate (cycles per unit)"),
                Y = new Axis("amplitude", "amplitude"),
                Series = "function",
                Replicate = "seed",
            },
        ],
        PanelsPerRow = 1,
    };
}
