using Overtone.Catalog.Rivals;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FrequencyPrinciple.Images.FrequencyPrincipleImages;

namespace Overtone.Catalog.FrequencyPrinciple.Images;

/// <summary>What <see cref="FrequencyPrincipleImages"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrincipleImagesFindings(FrequencyPrincipleImagesOptions options, Conclusion to)
{
    private const double RankMargin = 0.3;

    private readonly Settling[] _settling = [.. to.Rows<FrequencyError>()
        .GroupBy(r => (r.Network, r.Seed))
        .SelectMany(own => SettlingOrder.Of(own.Select(r => (r.Frequency, r.Epoch, r.Error)), options.Threshold)
            .Select(s => new Settling(own.Key.Network, own.Key.Seed, s.Frequency, s.Settling, s.FirstCrossing)))];

    private readonly IReadOnlyList<LabelAmplitude> _labels = to.Rows<LabelAmplitude>();

    public void Conclude()
    {
        string[] networks = [.. options.Networks.Select(StudyText.Kebab)];
        string[] settings =
            [.. networks, .. options.ShuffledImages > 0 ? networks.Select(network => SettingOf(network, areShuffled: true)) : []];
        to.Add(_settling);
        foreach (string setting in settings)
            Order(setting);
        foreach (string setting in settings)
            Left(setting);
        Figures(settings);
        Notes();
    }

    private void Order(string setting) => Claim("order", setting, "lower frequencies settle first")
        .By($"Spearman rank correlation of frequency and settling epoch (error below {options.Threshold} to the end)")
        .AtLeast(0.8).Published(IsShuffled(setting) ? null : "1 (digitised, 4 frequencies)", IsShuffled(setting) ? null : 1)
        .Against(BlindLearner.Shrinking, RankMargin, 0)
        .Against(BlindLearner.White, RankMargin, Seeds(setting).Select(own => own.WhiteSettling(options.Threshold, RankOrder.Of)))
        .PerSeed(BySeed(setting).Select(own => RankOrder.Of(own.Select(s => (s.Frequency, s.SettlingEpoch)))));

    private void Left(string setting) => TrainingErrors.JudgeLeft(
        Claim("left", setting, "what is left of the error is at high frequencies"), [.. Seeds(setting)]);

    private ClaimBuilder Claim(string id, string setting, string statement) => to
        .Claim($"{id}-{setting}", $"In the {Spoken(setting)}, {statement}")
        .From(id == "order" && !IsShuffled(setting) ? "1807.01251, Fig. 1; 1901.06523, Fig. 2" : "ours, after 1901.06523, Fig. 2");

    private IEnumerable<Settling[]> BySeed(string setting) =>
        _settling.Where(s => s.Network == setting).GroupBy(s => s.Seed).Select(own => own.ToArray());

    private IEnumerable<TrainingErrors> Seeds(string setting)
    {
        ILookup<long, Fit> fits = to.Rows<Fit>().Where(r => r.Network == setting).ToLookup(r => r.Seed);
        ILookup<long, WatchedAmplitude> watched = to.Rows<WatchedAmplitude>().Where(r => r.Network == setting).ToLookup(r => r.Seed);
        foreach (IGrouping<long, FrequencyError> seed in to.Rows<FrequencyError>().Where(r => r.Network == setting).GroupBy(r => r.Seed))
        {
            WatchedAmplitude[] ordered = [.. watched[seed.Key].OrderBy(r => r.Frequency)];
            Dictionary<long, double[]> errors = seed.GroupBy(r => r.Step)
                .ToDictionary(step => step.Key, step => step.OrderBy(r => r.Frequency).Select(r => r.Error).ToArray());
            yield return new TrainingErrors(
                seed.Key, [.. ordered.Select(r => r.Frequency)], [.. ordered.Select(r => r.Amplitude)], ordered[0].WhiteNoise,
                [.. fits[seed.Key].OrderBy(r => r.Step).Select(r => (r.Epoch, r.TotalError, errors[r.Step]))], (int)ordered[0].Outputs);
        }
    }

    private void Figures(string[] settings)
    {
        HeatMaps("error-heat-map", "Relative error of each frequency over training", settings.Where(setting => !IsShuffled(setting)));
        if (options.ShuffledImages > 0)
            HeatMaps("shuffled-heat-map", "The same on shuffled labels, whose spectrum is flat", settings.Where(IsShuffled));
        to.Figure(
            "settling", "When each frequency settles",
            $"The epoch from which the error stays below {options.Threshold}; one point per seed. Frequencies that never settle have no "
            + "point.",
            settings.Select(network => new Plot<Settling>(Spoken(network)).Where(r => r.Network, network).Points()
                .X(r => r.Frequency, "frequency (cycles per standard deviation)")
                .Y(r => r.SettlingEpoch, "settling epoch", log: true).ToPanel()));
        to.Figure(
            "error-curves", "The same errors as curves", "Mean over seeds with the range from smallest to largest; the dashed line is the "
            + "threshold.",
            settings.Select(network => new Plot<FrequencyError>(Spoken(network)).Where(r => r.Network, network)
                .X(r => r.Epoch, "epoch", log: true).Y(r => r.Error, "relative error", log: true)
                .By(r => r.Frequency, "frequency").MeanOver(r => r.Seed).Line(options.Threshold, "threshold").ToPanel()));
        to.Figure(
            "label-spectrum", "Spectrum of the labels, and training accuracy",
            "Left: amplitude of the labels' Fourier transform along the first principal direction; the dashed line is 1.5 times the "
            + "sampling noise. Right: accuracy on the training images.",
            [.. _labels.DistinctBy(r => r.Data).Select(r => new Plot<LabelAmplitude>($"labels of {r.Data}").Where(l => l.Data, r.Data)
                .X(l => l.Frequency, "frequency (cycles per standard deviation)")
                .Y(l => l.Amplitude, "amplitude", log: true).Line(r.Floor, "noise").ToPanel()),
            new Plot<Fit>("training accuracy").X(r => r.Epoch, "epoch", log: true)
                .Y(r => r.TrainAccuracy, "accuracy", min: 0, max: 1).By(r => r.Network).MeanOver(r => r.Seed).ToPanel()]);
        Generalisation(settings.Where(setting => !IsShuffled(setting)));
    }

    // 1901.06523, Fig. 5a and b. Data without a test part have no unseen images.
    private void Generalisation(IEnumerable<string> networks)
    {
        if (to.Rows<GeneralisationSpectrum>().Count > 0)
            to.Figure(
                "generalisation", "Spectra on seen and unseen images",
                "Amplitude along the first principal direction of the labels of the training images, of the labels of training and test "
                + "images together, and of the trained network's answers to all of them (1901.06523, Fig. 5a and b). Mean over seeds with "
                + "the range.",
                networks.Select(network => new Plot<GeneralisationSpectrum>(Spoken(network)).Where(r => r.Network, network)
                    .X(r => r.Frequency, "frequency (cycles per standard deviation)").Y(r => r.Amplitude, "amplitude", log: true)
                    .By(r => r.Function).MeanOver(r => r.Seed).ToPanel()));
    }

    private void HeatMaps(string id, string title, IEnumerable<string> settings) => to.Figure(
        id, $"{title} ({string.Join(", ", _labels.Select(r => r.Data).Distinct())})",
        "Δ_F(k) = |ĥ(k) − ŷ(k)| / |ŷ(k)| along the first principal direction, with complex coefficients, averaged over seeds; colours "
        + "saturate at 0.1 and 0.9. Red: learned. Frequencies in cycles per standard deviation of the projected inputs.",
        settings.Select(setting => new HeatMap<FrequencyError>(Spoken(setting)).Where(r => r.Network, setting)
            .X(r => r.Epoch, "epoch", log: true).Y(r => r.Frequency, "frequency")
            .Colour(r => r.Error, "relative error", min: 0.1, max: 0.9).LowIsWarm().ToPanel()));

    private void Notes()
    {
        foreach (Projection projection in to.Rows<Projection>())
        {
            LabelAmplitude[] labels = [.. _labels.Where(r => r.Data == projection.Data)];
            to.Note($"{projection.Images:N0} training images of {projection.Data}; the first principal direction holds "
                + $"{projection.ExplainedVariance:P1} of their variance. Frequencies are in cycles per standard deviation of the projected "
                + $"inputs ({projection.StandardDeviation:G3} in units of the pixels); divide by it for cycles per unit of the pixels. How "
                + "1901.06523 scales pixels it does not say.");
            to.Note($"{labels.Count(r => r.Watched)} frequencies of {projection.Data} are watched: the labels' spectral peaks above "
                + $"{labels[0].Floor:G2} (1.5 times the sampling noise σ/√n), or an even grid over the band above it where there are "
                + "too few peaks.");
        }

        if (options.ShuffledImages > 0)
            to.Note("Labels that are shuffled among the images have a flat spectrum, above the lowest frequencies, into which their mean "
                + "leaks: there a learner blind to frequency settles in no order, whatever its total error. The frequencies watched are "
                + $"evenly spaced from 0.45 on; networks learn the labels of {options.ShuffledImages:N0} images by heart, for twelve "
                + "times as many epochs.");
        to.Note(options.Output is null
            ? "Spectra are of all outputs together (ℓ2 norm over classes); 1901.06523 shows one class and does not say which."
            : $"Spectra are of output {options.Output}.");
    }

    private static bool IsShuffled(string setting) => setting.EndsWith("-shuffled", StringComparison.Ordinal);

    private static string Spoken(string setting) => IsShuffled(setting)
        ? $"{setting[..^"-shuffled".Length].Replace('-', ' ')} network on shuffled labels"
        : $"{setting.Replace('-', ' ')} network";

    [Table("settling")]
    private sealed record Settling(
        string Network, long Seed, [Unit("cycles per standard deviation")] double Frequency, [Unit("epochs")] double SettlingEpoch,
        [Unit("epochs")] double FirstCrossing);
}
