using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FrequencyPrinciple.Images.FrequencyPrincipleImages;

namespace Overtone.Catalog.FrequencyPrinciple.Images;

/// <summary>What <see cref="FrequencyPrincipleImages"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrincipleImagesFindings(FrequencyPrincipleImagesOptions options, Conclusion to)
{
    private readonly Settling[] _settling = [.. to.Rows<FrequencyError>()
        .GroupBy(r => (r.Network, r.Seed))
        .SelectMany(own => SettlingOrder.Of(own.Select(r => (r.Frequency, r.Epoch, r.Error)), options.Threshold)
            .Select(s => new Settling(own.Key.Network, own.Key.Seed, s.Frequency, s.Settling, s.FirstCrossing)))];

    private readonly IReadOnlyList<LabelAmplitude> _labels = to.Rows<LabelAmplitude>();

    public void Conclude()
    {
        string[] networks = [.. options.Networks.Select(StudyText.Kebab)];
        to.Add(_settling);
        foreach (string network in networks)
            Claim("order", network, "lower frequencies settle first")
                .By($"Spearman rank correlation of frequency and settling epoch (error below {options.Threshold} to the end), mean over "
                    + "seeds")
                .AtLeast(0.8).Published("1 (digitised, 4 frequencies)")
                .PerSeed(BySeed(network).Select(own =>
                    RankOrder.Of(own.Select(s => (s.Frequency, s.SettlingEpoch)))));
        foreach (string network in networks)
            Claim("spread", network, "the lowest frequency settles in at most a fifth of the highest one's time")
                .By("settling epoch of the lowest watched frequency over that of the highest that settles, mean over seeds")
                .AtMost(0.2).Published("below 0.01 (digitised)").PerSeed(BySeed(network).Select(Spread));
        Figures(networks);
        Notes();
    }

    private ClaimBuilder Claim(string id, string network, string statement) =>
        to.Claim($"{id}-{network}", $"In the {Spoken(network)} network, {statement}").From("1807.01251, Fig. 1; 1901.06523, Fig. 2");

    private IEnumerable<Settling[]> BySeed(string network) =>
        _settling.Where(s => s.Network == network).GroupBy(s => s.Seed).Select(own => own.ToArray());

    private static double Spread(Settling[] settling) => settling.Count(s => !double.IsNaN(s.SettlingEpoch)) < 2
        ? double.NaN
        : settling[0].SettlingEpoch / settling.Last(s => !double.IsNaN(s.SettlingEpoch)).SettlingEpoch;

    private void Figures(string[] networks)
    {
        to.Figure(
            "error-heat-map", $"Relative error of each frequency over training ({options.Data})",
            "Δ_F(k) = |ĥ(k) − ŷ(k)| / |ŷ(k)| along the first principal direction, with complex coefficients, averaged over seeds; colours "
            + "saturate at 0.1 and 0.9, as in 1807.01251. Red: learned. Frequencies in cycles per standard deviation of the projected "
            + "inputs.",
            networks.Select(network => new HeatMap<FrequencyError>(Spoken(network)).Where(r => r.Network, network)
                .X(r => r.Epoch, "epoch", log: true).Y(r => r.Frequency, "frequency")
                .Colour(r => r.Error, "relative error", min: 0.1, max: 0.9).LowIsWarm().ToPanel()));
        to.Figure(
            "settling", "When each frequency settles",
            $"The epoch from which the error stays below {options.Threshold}; one point per seed. Frequencies that never settle have no "
            + "point.",
            networks.Select(network => new Plot<Settling>(Spoken(network)).Where(r => r.Network, network).Points()
                .X(r => r.Frequency, "frequency (cycles per standard deviation)")
                .Y(r => r.SettlingEpoch, "settling epoch", log: true).ToPanel()));
        to.Figure(
            "error-curves", "The same errors as curves", "Mean over seeds with the range from smallest to largest; the dashed line is the "
            + "threshold.",
            networks.Select(network => new Plot<FrequencyError>(Spoken(network)).Where(r => r.Network, network)
                .X(r => r.Epoch, "epoch", log: true).Y(r => r.Error, "relative error", log: true)
                .By(r => r.Frequency, "frequency").MeanOver(r => r.Seed).Line(options.Threshold, "threshold").ToPanel()));
        to.Figure(
            "label-spectrum", "Spectrum of the labels, and training accuracy",
            "Left: amplitude of the labels' Fourier transform along the first principal direction; the dashed line is 1.5 times the "
            + "sampling noise. Right: accuracy on the training images.",
            new Plot<LabelAmplitude>("labels").X(r => r.Frequency, "frequency (cycles per standard deviation)")
                .Y(r => r.Amplitude, "amplitude", log: true).Line(_labels[0].Floor, "noise"),
            new Plot<Accuracy>("training accuracy").X(r => r.Epoch, "epoch", log: true)
                .Y(r => r.TrainAccuracy, "accuracy", min: 0, max: 1).By(r => r.Network).MeanOver(r => r.Seed));
    }

    private void Notes()
    {
        Projection projection = to.Rows<Projection>()[0];
        to.Note($"{projection.Images:N0} training images; the first principal direction holds {projection.ExplainedVariance:P1} of their "
            + $"variance. Frequencies are in cycles per standard deviation of the projected inputs ({projection.StandardDeviation:G3} in "
            + "units of the pixels); divide by it for the papers' unit.");
        to.Note($"{_labels.Count(r => r.Watched)} frequencies are watched: the labels' spectral peaks above {_labels[0].Floor:G2} (1.5 "
            + "times the sampling noise σ/√n), or an even grid over the band above it where there are too few peaks.");
        to.Note(options.Output is null
            ? "Spectra are of all outputs together (ℓ2 norm over classes); the papers show one class and do not say which."
            : $"Spectra are of output {options.Output}.");
    }

    private static string Spoken(string network) => network.Replace('-', ' ');

    [Table("settling")]
    private sealed record Settling(
        string Network, long Seed, [Unit("cycles per standard deviation")] double Frequency, [Unit("epochs")] double SettlingEpoch,
        [Unit("epochs")] double FirstCrossing);
}
