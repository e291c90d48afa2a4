using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>What <see cref="FourierFeaturesStudy"/> concludes from its tables.</summary>
internal sealed class FourierFeaturesFindings(FourierFeaturesOptions options, TableSet tables, string? reduction)
{
    // Fixed before the first run. The papers show these effects in pictures; the numbers below which an effect would not be worth the name are ours.
    private const double Lacking = 0.8;
    private const double HalfOf = 0.5;
    private const double Decibels = 1;
    private const double ManyDecibels = 3;

    private const string Features = "2006.10739, Fig. 1 and section 6";

    private readonly FittedNetworks _networks = FittedNetworks.Of(options);
    private readonly FinishedFits _fits = new(tables);
    private readonly SourceClaims _claims = new(Features, reduction, Replicate: "image", Replicates: 16);

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            _claims.PerReplicate(
                "plain-lacks-high", "After the same number of steps the plain perceptron lacks the high frequencies", "relative error above half the Nyquist frequency at the last step, mean over images",
                Lacking, Direction.AtLeast, Seeds.Select(seed => High(FittedNetworks.Plain, seed))),
            _claims.PerReplicate(
                "plain-low-first", "In the plain perceptron low frequencies come first", "relative error below a quarter of the Nyquist frequency over that above half of it, at the last step, mean over images",
                HalfOf, Direction.AtMost, Seeds.Select(seed => Low(FittedNetworks.Plain, seed) / High(FittedNetworks.Plain, seed))),
            HasHigh("features-have-high", "Random Fourier features", _networks.Middle, Features),
            HasHigh("sines-have-high", "Layers of sines", FittedNetworks.Sine, "2006.09661, Fig. 1"),
            HasHigh("scales-have-high", "Inputs at several scales", FittedNetworks.MultiScale, "2007.11207, section 4"),
            _claims.PerReplicate(
                "small-deviation-underfits", "With too small a σ even the training pixels are not fitted", "training PSNR of the middle σ less that of the smallest, in dB, mean over images",
                ManyDecibels, Direction.AtLeast, Seeds.Select(seed => Psnr(_networks.Middle, seed, "training pixels") - Psnr(_networks.Smallest, seed, "training pixels"))),
            _claims.PerReplicate(
                "large-deviation-overfits", "With too large a σ the training pixels are fitted and the others are not", "training PSNR less held-out PSNR at the largest σ, in dB, mean over images",
                ManyDecibels, Direction.AtLeast, Seeds.Select(seed => Psnr(_networks.Largest, seed, "training pixels") - Psnr(_networks.Largest, seed, "held-out pixels"))),
            _claims.PerReplicate(
                "between-fills-in-best", "Held-out pixels are filled in best by a σ between", "held-out PSNR of that σ between which is best on the other images, less that of the better of the two ends, in dB, mean over images",
                Decibels, Direction.AtLeast, Seeds.Select(seed => Lead(seed, TrainingPixels.Half))),
            HasHigh("control-slow-features", "Even features of low frequencies only", _networks.Smallest, Features, ClaimRole.NegativeControl),
            _claims.PerReplicate(
                "control-shuffled", "A σ between fills in best even where the pixels are shuffled", "the statistic on shuffled pixels, in which there is nothing to fill in",
                Decibels, Direction.AtLeast, Seeds.Select(seed => Lead(seed, TrainingPixels.HalfOfShuffled)), ClaimRole.NegativeControl),
        ],
        Figures = FourierFeaturesFigures.Of(options, _networks),
        Tables = [Bands(), FinalPsnr()],
        Notes =
        [
            $"The image has {options.Size}x{options.Size} pixels, so its Nyquist frequency is {options.Size / 2} cycles per side; low is below a quarter of it, high above half of it. "
                + "Errors are of networks trained on all pixels: the ℓ2 norm of the transformed difference over that of the image, ring by ring.",
            "σ is in cycles per image side. The multi-scale network has sines in the place of the functions of compact support of 2007.11207, and parts so narrow that it has as many weights as the plain perceptron.",
            "All networks have the same number of steps and, but for the sine network, the same learning rate; none was tuned for the image.",
        ],
    };

    private IReadOnlyList<long> Seeds => _fits.Seeds;

    private JudgedClaim HasHigh(string id, string who, CoordinateNetwork network, string source, ClaimRole role = ClaimRole.Claim) => (_claims with { Source = source }).PerReplicate(
        id, $"{who} give the high frequencies that the plain perceptron lacks",
        "relative error above half the Nyquist frequency over that of the plain perceptron, at the last step, mean over images",
        HalfOf, Direction.AtMost, Seeds.Select(seed => High(network, seed) / High(FittedNetworks.Plain, seed)), role);

    private double High(CoordinateNetwork network, long seed) => _fits.Error(network, seed, ring => 4 * ring > options.Size);

    private double Low(CoordinateNetwork network, long seed) => _fits.Error(network, seed, IsLow);

    private bool IsLow(long ring) => ring > 0 && 8 * ring < options.Size;

    private double Psnr(CoordinateNetwork network, long seed, string part) => _fits.Psnr(network, seed, TrainingPixels.Half, part);

    // Which σ between is best is told by the other images: the best of several on the image itself would lead by chance alone.
    private double Lead(long seed, TrainingPixels pixels)
    {
        long[] others = [.. Seeds.Where(other => other != seed)];
        CoordinateNetwork best = others.Length == 0 ? _networks.Middle : _networks.Between.MaxBy(network => others.Average(other => Held(network, other)))!;
        return Held(best, seed) - Math.Max(Held(_networks.Smallest, seed), Held(_networks.Largest, seed));

        double Held(CoordinateNetwork network, long image) => _fits.Psnr(network, image, pixels, "held-out pixels");
    }

    private Table Bands()
    {
        var bands = new TableBuilder("bands", Column.Text("network"), Column.Integer("seed"), Column.Integer("step"), Column.Text("band"), Column.Number("error"));
        foreach (var fit in tables["rings"].Rows.Where(r => r.Text("pixels") == "all" && r.Integer("frequency") > 0).GroupBy(r => (Network: r.Text("network"), Seed: r.Integer("seed"), Step: r.Integer("step"))))
        {
            foreach (var band in fit.GroupBy(r => IsLow(r.Integer("frequency")) ? "low" : 4 * r.Integer("frequency") > options.Size ? "high" : "middle"))
                bands.Add(fit.Key.Network, fit.Key.Seed, fit.Key.Step, band.Key, band.Average(r => r.Number("error")));
        }

        return bands.Build();
    }

    private Table FinalPsnr()
    {
        var final = new TableBuilder("final_psnr", Column.Text("network"), Column.Integer("seed"), Column.Text("part"), Column.Number("deviation", "cycles per image side"), Column.Number("psnr", "dB"));
        Dictionary<string, double> deviations = _networks.Features.ToDictionary(n => n.Name, n => n.Deviation);
        foreach (Row row in tables["psnr"].Rows.Where(r => r.Integer("step") == _fits.LastStep && r.Text("pixels") == "half"))
            final.Add(row.Text("network"), row.Integer("seed"), row.Text("part"), deviations.GetValueOrDefault(row.Text("network")), row.Number("psnr"));
        return final.Build();
    }
}
