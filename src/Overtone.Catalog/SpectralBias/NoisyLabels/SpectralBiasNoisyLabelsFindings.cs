using System.Globalization;
using System.Linq.Expressions;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SpectralBias.NoisyLabels.SpectralBiasNoisyLabels;

namespace Overtone.Catalog.SpectralBias.NoisyLabels;

/// <summary>
/// What <see cref="SpectralBiasNoisyLabels"/> says of its rows. Thresholds were proposed from the published pictures before any run.
/// </summary>
internal sealed class SpectralBiasNoisyLabelsFindings(NoisyLabelsOptions options, Conclusion to)
{
    private const string FigureFour = "1806.08734, Fig. 4";

    private static readonly (string Panel, string Title, string Series)[] Panels =
    [
        ("a", "k = 0.1, amplitude varied", "amplitude"),
        ("b", "k = 1, amplitude varied", "amplitude"),
        ("c", "amplitude 0.5, k varied", "k"),
        ("d", "amplitude 1, k varied", "k"),
    ];

    private readonly Dictionary<(string Noise, double Frequency, double Amplitude, long Seed), Minimum> _minima = to.Rows<Curve>()
        .GroupBy(r => (r.Noise, r.Frequency, r.Amplitude, r.Seed)).ToDictionary(g => g.Key, MinimumOf);

    private IEnumerable<long> Seeds => _minima.Keys.Select(key => key.Seed).Distinct();

    public void Conclude()
    {
        Claims();
        to.Add(to.Rows<Curve>().Where(r => r.Noise == Wave && r.Step > 0).SelectMany(InPanels));
        to.Add(_minima.Values);
        Figure("validation", "Validation error on clean labels", r => r.ValidationLoss, "Fig. 4");
        Figure("training", "Training error on the labels with noise", r => r.TrainLoss, "Fig. 11");
        Notes();
    }

    private void Claims()
    {
        Claim("fast-spares", "Fast noise spares the best validation error that slow noise spoils", 0.1, FastOverSlow)
            .By("best validation error at k = 1 over that at k = 0.05, amplitude 1")
            .AtMost(0.6).Published("0.35 (read by eye)", 0.35).PerSeed(Seeds.Select(seed => FastOverSlow(Wave, seed)));
        // The amplitude of fast noise is spared; that of slow noise is not.
        to.Claim("fast-amplitude-is-spared", "The amplitude of fast noise hardly matters to the best validation error").From(FigureFour)
            .By("best validation error at k = 1 with amplitude 1, less that with 0.5").AtMost(0.05)
            .Against("slow noise, k = 0.1", 0.05, Seeds.Select(seed => Gain(Wave, 0.1, seed)))
            .PerSeed(Seeds.Select(seed => Gain(Wave, 1, seed)));
        Claim("slow-amplitude", "The amplitude of slow noise matters at least twice as much as that of fast noise", 0.02, SlowGain)
            .By("best validation error with amplitude 1 less that with 0.5 at k = 0.1, less twice the same at k = 1")
            .AtLeast(0).PerSeed(Seeds.Select(seed => SlowGain(Wave, seed)));
        Claim("deeper-dip", "The faster the noise, the deeper the dip of the validation error", 0.1, Deeper)
            .By("smaller quotient of the ratios of last to best validation error, k = 0.2 over 0.05 and 1 over 0.2, amplitude 1")
            .AtLeast(1).Published("2.8 (read by eye: ratios of 1, 2.8 and 8)", 2.8).PerSeed(Seeds.Select(seed => Deeper(Wave, seed)));
        Claim("early-wave", "The best validation error under the fastest noise comes early", 0.05, BestStep)
            .By("step of the best validation error over all steps").AtMost(0.1).Published("0.04 (read by eye: step 190 of 5,000)", 0.04)
            .Against("the same networks on clean labels", 0.05, Seeds.Select(seed => At(Wave, 0, 0, seed).BestStep / (double)options.Steps))
            .PerSeed(Seeds.Select(seed => BestStep(Wave, seed)));
    }

    private ClaimBuilder Claim(string id, string statement, double margin, Func<string, long, double> statistic)
    {
        ClaimBuilder claim = to.Claim(id, statement).From(FigureFour);
        return options.Controls
            ? claim.Against("the same noise, shuffled among the images", margin, Seeds.Select(seed => statistic(Shuffled, seed)))
            : claim;
    }

    private double FastOverSlow(string noise, long seed) => At(noise, 1, 1, seed).BestLoss / At(noise, 0.05, 1, seed).BestLoss;

    private double SlowGain(string noise, long seed) => Gain(noise, 0.1, seed) - (2 * Gain(noise, 1, seed));

    private double Deeper(string noise, long seed) =>
        Math.Min(Depth(noise, 0.2, seed) / Depth(noise, 0.05, seed), Depth(noise, 1, seed) / Depth(noise, 0.2, seed));

    private double BestStep(string noise, long seed) => At(noise, 1, 1, seed).BestStep / (double)options.Steps;

    private double Gain(string noise, double frequency, long seed) =>
        At(noise, frequency, 1, seed).BestLoss - At(noise, frequency, 0.5, seed).BestLoss;

    private double Depth(string noise, double frequency, long seed) =>
        At(noise, frequency, 1, seed).LastLoss / At(noise, frequency, 1, seed).BestLoss;

    private Minimum At(string noise, double frequency, double amplitude, long seed) => _minima[(noise, frequency, amplitude, seed)];

    private static Minimum MinimumOf(IEnumerable<Curve> records)
    {
        Curve[] ordered = [.. records.OrderBy(r => r.Step)];
        Curve best = ordered.MinBy(r => r.ValidationLoss)!;
        return new(best.Noise, best.Frequency, best.Amplitude, best.Seed, best.ValidationLoss, best.Step, ordered[^1].ValidationLoss);
    }

    // The four panels of the source; clean labels stand in each, as amplitude 0 or as no wave.
    private static IEnumerable<PanelCurve> InPanels(Curve r)
    {
        bool isClean = r.Amplitude == 0;
        (string Panel, bool IsIn, double Label)[] panels =
        [
            ("a", r.Frequency == 0.1, r.Amplitude), ("b", r.Frequency == 1, r.Amplitude),
            ("c", r.Amplitude == 0.5, r.Frequency), ("d", r.Amplitude == 1, r.Frequency),
        ];
        return panels.Where(p => isClean || p.IsIn).Select(p => new PanelCurve(
            p.Panel, isClean ? "clean" : p.Label.ToString(CultureInfo.InvariantCulture), r.Seed, r.Step, r.TrainLoss, r.ValidationLoss));
    }

    private void Figure(string id, string title, Expression<Func<PanelCurve, double>> loss, string source) => to.Figure(
        id, title,
        "Networks learn ±1 + β sin(2πk ‖x‖), with k in cycles per unit of the norm and β the amplitude; 'clean' is β = 0. Mean squared "
        + $"error, mean over seeds with the range ({source} of the paper).",
        Panels.Select(panel => new Plot<PanelCurve>($"{panel.Panel}: {panel.Title}").Where(r => r.Panel, panel.Panel)
            .X(r => r.Step, "training step", log: true).Y(loss, "mean squared error", log: true)
            .By(r => r.Label, panel.Series).MeanOver(r => r.Seed).ToPanel()));

    private void Notes()
    {
        to.Note("The wave is sin(2πk ‖x‖), as in the published code; the paper prints sin(k ‖x‖), with which its slowest noise would "
            + "hardly vary over the images. Labels are -1 and +1 as in the code, not 0 and 1.");
        to.Note("Validation is on clean labels of images that are not trained on. A unit wave has variance one half, which is where "
            + "the late validation error tends if the network generalises the wave.");
        to.Note("Slow waves have a nonzero mean and correlate with the label (table 'noise'), so part of their damage is a bias. The "
            + "norm of an image grows with the thickness of its strokes: it is not a frequency of the image.");
        to.Note("In the control the wave's values are shuffled among the images: the mean and standard deviation stay, the frequency "
            + "is lost. Claims about frequencies should fail there; the claim about fast noise should fail for slow noise, and the "
            + "claim that the best error comes early should fail for clean labels.");
    }

    [Table("panels")]
    internal sealed record PanelCurve(
        string Panel, string Label, long Seed, [Unit("training steps")] long Step, double TrainLoss, double ValidationLoss);

    [Table("minima")]
    internal sealed record Minimum(
        string Noise, [Unit("cycles per unit of the norm")] double Frequency, double Amplitude, long Seed, double BestLoss,
        [Unit("training steps")] double BestStep, double LastLoss);
}
