using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.FogNoise.FogNoiseStudy;

namespace Overtone.Catalog.FourierRobustness.FogNoise;

/// <summary>What <see cref="FogNoiseStudy"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class FogNoiseFindings(Conclusion to)
{
    // Of Table 2: accuracies at severities 1 to 5.
    private static readonly double[] PublishedNatural = [0.9606, 0.9484, 0.9395, 0.9072, 0.7429];
    private static readonly double[] PublishedFogNoise = [0.9090, 0.8726, 0.8120, 0.7175, 0.4626];

    private readonly RegimeFindings _regimes = new(to, "Table 2");
    private readonly Dictionary<(TrainedRegime, long, int), double> _accuracies =
        to.Rows<FogAccuracy>().ToDictionary(r => (r.Regime, r.Seed, r.Severity), r => r.Accuracy);

    private static IEnumerable<int> Severities => Enumerable.Range(1, PublishedNatural.Length);

    public void Conclude()
    {
        if (_regimes.Introduce())
        {
            // A fifth of the smallest difference of the paper's; what is judged is the worst of five severities, which chance only lowers.
            double published = PublishedNatural.Zip(PublishedFogNoise, (natural, noisy) => natural - noisy).Min();
            _regimes.Compare(
                _regimes
                    .Claim("worse-in-fog", "Training with noise that has the spectrum of fog makes networks worse in fog of every severity")
                    .By("natural less fog-noise accuracy, the smallest over severities 1 to 5").AtLeast(0.01)
                    .Published($"{published:0.000} (recalled)", published),
                TrainedRegime.FogNoise, 0.01,
                (natural, other) => Severities.Min(severity => Accuracy(natural, severity) - Accuracy(other, severity)));
        }

        to.Claim("same-spectrum", "The noise has the spectrum of fog")
            .By("sum over frequencies of the difference of the mean magnitudes of noise and fog, over the sum of fog's; the largest over "
                + "seeds")
            .AtMost(0.1).Of(_regimes.Seeds.Max(SpectralDistance));
        foreach (int severity in Severities)
        {
            double Mean(TrainedRegime regime) => _regimes.Seeds.Average(seed => Accuracy((regime, seed), severity));
            (double natural, double noisy) = (Mean(TrainedRegime.Natural), Mean(TrainedRegime.FogNoise));
            to.Estimate(new Estimate
            {
                Name = $"loss_in_fog.{severity}",
                Value = natural - noisy,
                Statement = $"In fog of severity {severity} naturally trained networks are right for {StudyText.Percent(natural)} of the "
                    + $"test images, those trained with fog noise for {StudyText.Percent(noisy)}.",
            });
        }

        Figures();
    }

    private double Accuracy((TrainedRegime Regime, long Seed) network, int severity) =>
        _accuracies[(network.Regime, network.Seed, severity)];

    private double SpectralDistance(long seed)
    {
        Dictionary<(int, int), double> Magnitudes(string of) => to.Rows<FogMagnitude>().Where(r => r.Seed == seed && r.Of == of)
            .ToDictionary(r => (r.Y, r.X), r => r.Magnitude);
        (Dictionary<(int, int), double> fog, Dictionary<(int, int), double> noise) = (Magnitudes(Fog), Magnitudes(Noise));
        return fog.Sum(cell => Math.Abs(noise[cell.Key] - cell.Value)) / fog.Values.Sum();
    }

    private void Figures()
    {
        to.Figure(
            "fog", "Accuracy in fog",
            "Severity 0: without fog. The same test images and fog for all networks. Mean over seeds with the range.",
            new Plot<FogAccuracy>().X(r => r.Severity, "severity of fog").Y(r => r.Accuracy, "accuracy", min: 0, max: 1)
                .By(r => r.Regime, "trained").MeanOver(r => r.Seed).LinesAndPoints());
        to.Add(to.Rows<FogMagnitude>().GroupBy(r => (r.Of, r.Y, r.X))
            .Select(cell => new MeanMagnitude(cell.Key.Of, cell.Key.Y, cell.Key.X, cell.Average(r => r.Magnitude))));
        (double low, double high) =
            (to.Rows<FogMagnitude>().Where(r => r.Of == Fog).Min(r => r.Magnitude), to.Rows<FogMagnitude>().Max(r => r.Magnitude));
        to.Figure(
            "spectra", "What fog changes, and the noise that is trained with",
            "Mean magnitude of the spectrum, over images and channels, zero frequency in the middle; the noise on grey images, where "
                + $"hardly anything is cut off. Fog of severity {RobustnessOptions.FogSeverity}, mean over seeds.",
            new[] { Fog, Noise }.Select(of => (Panel)new HeatMap<MeanMagnitude>(of).Where(r => r.Of, of)
                .X(r => r.X, "horizontal frequency").Y(r => r.Y, "vertical frequency")
                .Colour(r => r.Magnitude, "magnitude", log: true, min: low, max: high).ToPanel()));
    }

    [Table("mean_magnitudes")]
    private sealed record MeanMagnitude(
        string Of, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Magnitude);
}
