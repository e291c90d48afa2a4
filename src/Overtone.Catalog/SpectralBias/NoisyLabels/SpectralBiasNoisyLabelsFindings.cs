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
        Claims(Wave);
        Early(1, 1, "early-wave", "The best validation error under the fastest noise comes early", "0.04 (read by eye: step 190 of 5,000)");
        if (options.Controls)
        {
            Claims(Shuffled);
            Early(0, 0, "early-clean", "The best validation error on clean labels comes early", isControl: true);
        }

        to.Add(to.Rows<Curve>().Where(r => r.Noise == Wave && r.Step > 0).SelectMany(InPanels));
        to.Add(_minima.Values);
        Figure("validation", "Validation error on clean labels", r => r.ValidationLoss, "Fig. 4");
        Figure("training", "Training error on the labels with noise", r => r.TrainLoss, "Fig. 11");
        Notes();
    }

    private void Claims(string noise)
    {
        bool isControl = noise == Shuffled;
        ClaimBuilder OfNoise(string id, string statement) =>
            Claim($"{id}-{noise}", isControl ? $"{statement} (shuffled)" : statement, isControl);
        string? Published(string number) => isControl ? null : number;

        OfNoise("fast-spares", "Fast noise spares the best validation error that slow noise spoils")
            .By("best validation error at k = 1 over that at k = 0.05, amplitude 1, mean over seeds")
            .AtMost(0.6).Published(Published("0.35 (read by eye)"))
            .PerSeed(Seeds.Select(seed => At(noise, 1, 1, seed).BestLoss / At(noise, 0.05, 1, seed).BestLoss));
        // The amplitude of fast noise is spared; that of slow noise is not, which makes the control.
        (double frequency, string speed) = isControl ? (0.1, "slow") : (1, "fast");
        Claim($"{speed}-amplitude-is-spared", $"The amplitude of {speed} noise hardly matters to the best validation error", isControl)
            .By($"best validation error at k = {(isControl ? "0.1" : "1")} with amplitude 1, less that with 0.5, mean over seeds")
            .AtMost(0.05).PerSeed(Seeds.Select(seed => Gain(Wave, frequency, seed)));
        OfNoise("slow-amplitude", "The amplitude of slow noise matters at least twice as much as that of fast noise")
            .By("best validation error with amplitude 1 less that with 0.5 at k = 0.1, less twice the same at k = 1, mean over seeds")
            .AtLeast(0).PerSeed(Seeds.Select(seed => Gain(noise, 0.1, seed) - (2 * Gain(noise, 1, seed))));
        OfNoise("deeper-dip", "The faster the noise, the deeper the dip of the validation error")
            .By("smaller quotient of the ratios of last to best validation error, k = 0.2 over 0.05 and 1 over 0.2, amplitude 1, mean over "
                + "seeds")
            .AtLeast(1).Published(Published("2.8 (read by eye: ratios of 1, 2.8 and 8)"))
            .PerSeed(Seeds.Select(seed => Math.Min(
                Depth(noise, 0.2, seed) / Depth(noise, 0.05, seed), Depth(noise, 1, seed) / Depth(noise, 0.2, seed))));
    }

    private void Early(double frequency, double amplitude, string id, string statement, string? published = null, bool isControl = false) =>
        Claim(id, statement, isControl)
            .By("step of the best validation error over all steps, mean over seeds").AtMost(0.1).Published(published)
            .PerSeed(Seeds.Select(seed => At(Wave, frequency, amplitude, seed).BestStep / options.Steps));

    private ClaimBuilder Claim(string id, string statement, bool isControl) =>
        to.Claim(id, statement).From("1806.08734, Fig. 4").AsControl(isControl).Seeds(10);

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
