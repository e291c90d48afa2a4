using Overtone.Catalog.Rivals;
using Overtone.Models.Networks;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierFeatures.FourierFeaturesStudy;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>
/// What <see cref="FourierFeaturesStudy"/> says of its rows. Thresholds were fixed before the first run; the papers show these effects in
/// pictures, and the numbers below which an effect would not be worth the name are ours.
/// </summary>
internal sealed class FourierFeaturesFindings
{
    private const double HalfOf = 0.5, Decibel = 1, ManyDecibels = 3;
    private const string Features = "2006.10739, Fig. 1 and section 6";

    private readonly FourierFeaturesOptions _options;
    private readonly Conclusion _to;
    private readonly FittedNetworks _networks;
    private readonly long[] _seeds;

    // At the last step.
    private readonly Fit[] _last;
    private readonly Dictionary<(string Network, long Seed, TrainingPixels Pixels, string Part), double> _psnr;
    private readonly ILookup<(string Network, long Seed), Ring> _rings;

    public FourierFeaturesFindings(FourierFeaturesOptions options, Conclusion to)
    {
        (_options, _to, _networks) = (options, to, FittedNetworks.Of(options));
        long last = to.Rows<Fit>().Max(r => r.Step);
        _last = [.. to.Rows<Fit>().Where(r => r.Step == last)];
        _seeds = [.. _last.Select(r => r.Seed).Distinct()];
        _psnr = _last.ToDictionary(r => (r.Network, r.Seed, r.Pixels, r.Part), r => r.Psnr);
        _rings = to.Rows<Ring>().Where(r => r.Step == last && r.Pixels == TrainingPixels.All).ToLookup(r => (r.Network, r.Seed));
    }

    public void Conclude()
    {
        Claim("plain-lacks-high", "After the same number of steps the plain perceptron lacks the high frequencies")
            .By("relative error above half the Nyquist frequency at the last step").AtLeast(0.8)
            .Against("random Fourier features", 0.1, _seeds.Select(seed => High(_networks.Middle, seed)))
            .Per("image", _seeds.Select(seed => High(FittedNetworks.Plain, seed)));
        ILookup<long, WhiteRing> white = _to.Rows<WhiteRing>().ToLookup(r => r.Seed);
        Claim("plain-low-first", "In the plain perceptron low frequencies come first")
            .By("relative error below a quarter of the Nyquist frequency over that above half of it, at the last step")
            .AtMost(HalfOf)
            .Against(BlindLearner.Shrinking, 0.1, 1)
            .Against(BlindLearner.White, 0.1, _seeds.Select(seed =>
                white[seed].Where(r => IsLow(r.Frequency)).Average(r => r.Error)
                / white[seed].Where(r => IsHigh(r.Frequency)).Average(r => r.Error)))
            .Per("image", _seeds.Select(seed => Low(FittedNetworks.Plain, seed) / High(FittedNetworks.Plain, seed)));
        HasHigh("features-have-high", "Random Fourier features", _networks.Middle, Features);
        HasHigh("sines-have-high", "Layers of sines", FittedNetworks.Sine, "2006.09661, Fig. 1");
        HasHigh("scales-have-high", "Inputs at several scales", FittedNetworks.MultiScale, "2007.11207, section 4");
        Claim("small-deviation-underfits", "With too small a σ even the training pixels are not fitted")
            .By("training PSNR of the middle σ less that of the smallest, in dB").AtLeast(ManyDecibels)
            .Against("the largest σ in the place of the smallest", Decibel, _seeds.Select(seed =>
                Psnr(_networks.Middle, seed, Trained) - Psnr(_networks.Largest, seed, Trained)))
            .Per("image", _seeds.Select(seed => Psnr(_networks.Middle, seed, Trained) - Psnr(_networks.Smallest, seed, Trained)));
        Claim("large-deviation-overfits", "With too large a σ the training pixels are fitted and the others are not")
            .By("training PSNR less held-out PSNR at the largest σ, in dB").AtLeast(ManyDecibels)
            .Against("the middle σ", Decibel, _seeds.Select(seed => Gap(_networks.Middle, seed)))
            .Per("image", _seeds.Select(seed => Gap(_networks.Largest, seed)));
        // With six images the verdict turned in two of ten runs.
        Claim("between-fills-in-best", "Held-out pixels are filled in best by a σ between")
            .By("held-out PSNR of that σ between which is best on the other images, less that of the better of the two ends, in dB")
            .AtLeast(Decibel).StableFrom(12)
            .Against("the same images with their pixels shuffled", 0.5, _seeds.Select(seed => Lead(seed, TrainingPixels.HalfOfShuffled)))
            .Per("image", _seeds.Select(seed => Lead(seed, TrainingPixels.Half)));
        Derive();
        Figures();
        Notes();
    }

    private ClaimBuilder Claim(string id, string statement) => _to.Claim(id, statement).From(Features);

    private void HasHigh(string id, string who, CoordinateNetwork network, string source) =>
        Claim(id, $"{who} give the high frequencies that the plain perceptron lacks").From(source)
            .By("relative error above half the Nyquist frequency over that of the plain perceptron, at the last step")
            .AtMost(HalfOf)
            .Against("random features of low frequencies only", 0.1, _seeds.Select(seed => OverPlain(_networks.Smallest, seed)))
            .Per("image", _seeds.Select(seed => OverPlain(network, seed)));

    private double OverPlain(CoordinateNetwork network, long seed) => High(network, seed) / High(FittedNetworks.Plain, seed);

    private double Gap(CoordinateNetwork network, long seed) => Psnr(network, seed, Trained) - Psnr(network, seed, HeldOut);

    private double High(CoordinateNetwork network, long seed) => Error(network, seed, IsHigh);

    private double Low(CoordinateNetwork network, long seed) => Error(network, seed, IsLow);

    private double Error(CoordinateNetwork network, long seed, Func<long, bool> isIn) =>
        _rings[(network.Name, seed)].Where(r => isIn(r.Frequency)).Average(r => r.Error);

    private bool IsHigh(long ring) => 4 * ring > _options.Size;

    private bool IsLow(long ring) => ring > 0 && 8 * ring < _options.Size;

    private double Psnr(CoordinateNetwork network, long seed, string part) => _psnr[(network.Name, seed, TrainingPixels.Half, part)];

    // Which σ between is best is told by the other images: the best of several on the image itself would lead by chance alone.
    private double Lead(long seed, TrainingPixels pixels)
    {
        long[] others = [.. _seeds.Where(other => other != seed)];
        CoordinateNetwork best = others.Length == 0
            ? _networks.Middle
            : _networks.Between.MaxBy(network => others.Average(other => Held(network, other)))!;
        return Held(best, seed) - Math.Max(Held(_networks.Smallest, seed), Held(_networks.Largest, seed));

        double Held(CoordinateNetwork network, long image) => _psnr[(network.Name, image, pixels, HeldOut)];
    }

    private void Derive()
    {
        _to.Add(_to.Rows<Ring>().Where(r => r.Pixels == TrainingPixels.All && r.Frequency > 0)
            .GroupBy(r => (r.Network, r.Seed, r.Step))
            .SelectMany(fit => fit.GroupBy(r => IsLow(r.Frequency) ? "low" : IsHigh(r.Frequency) ? "high" : "middle")
                .Select(band => new BandError(fit.Key.Network, fit.Key.Seed, fit.Key.Step, band.Key, band.Average(r => r.Error)))));
        Dictionary<string, double> deviations = _networks.Features.ToDictionary(n => n.Name, n => n.Deviation!.Value);
        _to.Add(_last.Where(r => r.Pixels == TrainingPixels.Half)
            .Select(r => new FinalPsnr(r.Network, r.Seed, r.Part, deviations.GetValueOrDefault(r.Network), r.Psnr)));
    }

    private void Figures()
    {
        _to.Figure(
            "fitted-images", $"The image and what each network made of it after {_options.Steps:N0} steps",
            "Top: trained on all pixels. Bottom: trained on a random half of the pixels and evaluated on all of them. σ: random Fourier "
            + "features of that width, in cycles per image side. One image of several.", perRow: 1,
            Images(TrainingPixels.All, "trained on all pixels"), Images(TrainingPixels.Half, "trained on half of the pixels"));
        CoordinateNetwork[] shown =
            [FittedNetworks.Plain, _networks.Smallest, _networks.Middle, FittedNetworks.Sine, FittedNetworks.MultiScale];
        _to.Figure(
            "frequencies-over-steps",
            "Which frequencies each network has learned at each step",
            "Relative error of each ring of frequencies (ℓ2 norm of the transformed difference over that of the image), networks trained "
                + "on all pixels, mean over images; σ: random Fourier features of that width. Red: learned; colours saturate at 0.1 and "
                + "0.9.",
            perRow: 3,
            shown.Select(network =>
                new HeatMap<Ring>(network.Name)
                    .Where(r => r.Network, network.Name)
                    .Where(r => r.Pixels, TrainingPixels.All)
                    .X(r => r.Step, "step")
                    .Y(r => r.Frequency, "frequency (cycles per side)")
                    .Colour(r => r.Error, "relative error", min: 0.1, max: 0.9)
                    .LowIsWarm()
                    .ToPanel()));
        _to.Figure(
            "bands", "Error of low and of high frequencies",
            "Low: below a quarter of the Nyquist frequency; high: above half of it; networks trained on all pixels. Mean over images with "
            + "the range.",
            new[] { "low", "high" }.Select(band => new Plot<BandError>($"{band} frequencies").Where(r => r.Band, band)
                .X(r => r.Step, "step", log: true).Y(r => r.Error, "relative error", min: 0, max: 1.5)
                .By(r => r.Network).MeanOver(r => r.Seed).ToPanel()));
        _to.Figure(
            "trade", "Fitting versus filling in",
            "Peak signal-to-noise ratio at the last step on the half of the pixels used for training and on the other half. Left: random "
            + "features against σ; right: all networks. Mean over images with the range; values above 60 dB are cut off.",
            new Plot<FinalPsnr>("random features").X(r => r.Deviation, "σ (cycles per image side)", log: true)
                .Y(r => r.Psnr, "PSNR (dB)", min: 0, max: 60).By(r => r.Part).MeanOver(r => r.Seed).LinesAndPoints(),
            new Bars<FinalPsnr>("all networks").Each(r => r.Network).Y(r => r.Psnr, "PSNR (dB)", min: 0, max: 60).By(r => r.Part));
    }

    private static Panel Images(TrainingPixels pixels, string title) => new Images<Pixel>(title).Where(r => r.Pixels, pixels)
        .Each(r => r.Network, r => r.Row, r => r.Column).Value(r => r.Value, "grey value", min: 0, max: 1);

    private void Notes()
    {
        _to.Note($"The image has {_options.Size}x{_options.Size} pixels, so its Nyquist frequency is {_options.Size / 2} cycles per side; "
            + "low is below a quarter of it, high above half of it. Errors are of networks trained on all pixels: the ℓ2 norm of the "
            + "transformed difference over that of the image, ring by ring.");
        _to.Note("σ is in cycles per image side. The multi-scale network uses sines instead of the compactly supported functions of "
            + "2007.11207, and its parts are so narrow that it has as many weights as the plain perceptron.");
        _to.Note("All networks train for the same number of steps and, except for the sine network, at the same learning rate; none "
            + "was tuned for the image.");
    }

    [Table("bands")]
    internal sealed record BandError(string Network, long Seed, long Step, string Band, double Error);

    [Table("final_psnr")]
    internal sealed record FinalPsnr(
        string Network, long Seed, string Part, [Unit("cycles per image side")] double Deviation, [Unit("dB")] double Psnr);
}
