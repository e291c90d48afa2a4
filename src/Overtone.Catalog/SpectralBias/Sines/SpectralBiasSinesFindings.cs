using System.Globalization;
using MathNet.Numerics.Statistics;
using Overtone.Catalog.Rivals;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SpectralBias.Sines.SpectralBiasSines;

namespace Overtone.Catalog.SpectralBias.Sines;

/// <summary>What <see cref="SpectralBiasSines"/> says of its rows.</summary>
internal sealed class SpectralBiasSinesFindings(SinesOptions options, Conclusion to)
{
    // Thresholds were proposed from the digitised pictures before any run; that of a single seed's order is the one of fprinciple-1d.
    private const double Learned = 0.5, Mostly = 0.8, EarlyLoss = 0.75, RankMargin = 0.3;
    private const string OneHot = "the same networks on inputs that have no neighbours";

    private const string FigureOne = "1806.08734, Fig. 1", FigureTwo = "1806.08734, Fig. 2";

    private readonly Dictionary<string, RatioCurves> _ratios = to.Rows<Spectrum>().GroupBy(r => r.Setting)
        .ToDictionary(g => g.Key, g => new RatioCurves(g.Select(r => (r.Seed, (double)r.Step, r.Frequency, r.Ratio))));
    private readonly ILookup<string, Fit> _fits = to.Rows<Fit>().ToLookup(r => r.Setting);

    // First steps at which the mean ratio over 20 runs reaches a level, read from the pictures in the notebook published with the paper
    // (60,000 steps, frequencies 5 to 50), each to about 200 steps.
    private static readonly Dictionary<SineAmplitudes, (double[] Half, double[] Most)> Published = new()
    {
        [SineAmplitudes.Equal] = (
            [200, 1100, 3100, 5600, 6700, 9600, 13_500, 14_300, 18_900, 22_000],
            [400, 3300, 6900, 13_100, 14_800, 23_500, 31_700, 34_300, 43_000, 46_700]),
        [SineAmplitudes.Increasing] = (
            [400, 1300, 3100, 4800, 8900, 12_600, 16_700, 20_200, 23_000, 24_800],
            [700, 2800, 5900, 10_000, 16_300, 25_900, 32_800, 37_800, 44_400, 48_300]),
    };

    public void Conclude()
    {
        foreach (SineAmplitudes kind in options.Amplitudes)
        {
            string setting = StudyText.Kebab(kind), phrase = $"With {setting} amplitudes,";
            Order(setting, phrase, "1 (digitised)", kind == SineAmplitudes.Equal ? "20 (digitised)" : "19 (digitised)");
            Norms(setting, phrase);
            Times(kind);
        }

        if (options.Amplitudes.Contains(SineAmplitudes.Equal))
            LowPass();
        Figures();
        Notes();
    }

    private void Order(string setting, string phrase, string publishedOrder, string publishedDelay)
    {
        (int lowest, int highest) = (options.Frequencies[1], options.Frequencies[^1]);
        Claim(setting, "order", $"{phrase} lower frequencies are learned first", RankMargin, Order, ofShrinking: 0)
            .By($"Spearman rank correlation of frequency and the first step with a ratio of at least {Learned}")
            .AtLeast(0.8).Published(publishedOrder, 1).PerSeed(_ratios[setting].BySeed.Select(seed => Order(setting, seed)));
        Claim(setting, "delay", $"{phrase} frequency {highest} needs many times the steps of frequency {lowest}", 2, Delay, ofShrinking: 1)
            .By($"first step with a ratio of at least {Learned} at frequency {highest} (the last step where there is none, a lower bound) "
                + $"over that at {lowest}")
            .AtLeast(5).Published(publishedDelay).PerSeed(_ratios[setting].BySeed.Select(seed => Delay(setting, seed)));
        Claim(setting, "falling", $"{phrase} early in training, the ratios fall with frequency", RankMargin, Falling, ofShrinking: 0)
            .By("Spearman rank correlation of frequency and ratio, mean over the steps recorded from a fortieth to a quarter of all (2,000 "
                + "to 20,000 of 80,000)")
            .AtMost(-0.8).PerSeed(_ratios[setting].BySeed.Select(seed => Falling(setting, seed)));
    }

    private double Order(string setting, double[] seed) => RankOrder.Of(_ratios[setting].First(seed, ratio => ratio >= Learned));

    private double Delay(string setting, double[] seed) =>
        LearningTimes.Delay(_ratios[setting].First(seed, ratio => ratio >= Learned), _ratios[setting].Places[^1]);

    private double Falling(string setting, double[] seed)
    {
        RatioCurves ratios = _ratios[setting];
        double last = ratios.Places[^1];
        return ratios.Places.Index().Where(place => 40 * place.Item >= last && 4 * place.Item <= last)
            .Select(place => Correlation.Spearman(
                ratios.Frequencies, seed.AsSpan(place.Index * ratios.Frequencies.Length, ratios.Frequencies.Length).ToArray()))
            .DefaultIfEmpty(double.NaN).Average();
    }

    private void Norms(string setting, string phrase)
    {
        ClaimBuilder claim = to.Claim($"norms-{setting}", $"{phrase} the norms of the layers grow while frequencies are learned")
            .From(FigureOne)
            .By("product of the spectral norms of all layers at the end over that at the beginning")
            .AtLeast(5);
        if (options.Controls)
            claim.Against(OneHot, 1, Growth(Control));
        claim.PerSeed(Growth(setting));
    }

    private IEnumerable<double> Growth(string setting) =>
        to.Rows<Norm>().Where(r => r.Setting == setting).GroupBy(r => r.Seed).Select(seed =>
        {
            double[] products = [.. seed.GroupBy(r => r.Step).OrderBy(step => step.Key)
                .Select(layers => layers.Aggregate(1.0, (product, r) => product * r.SpectralNorm))];
            return products[^1] / products[0];
        });

    // With equal amplitudes, a learner whose error shrinks equally has (1 − ε) of every sine, whatever their phases.
    private void LowPass()
    {
        const string Phrase = "With equal amplitudes,";
        int count = options.Frequencies.Length;
        to.Claim("low-pass-equal", $"At step {options.EarlyStep:N0} the function is nearer to its target with high frequencies left out "
            + "than to the target")
            .From(FigureTwo).By("smallest ‖f − λ(≤ k)‖ over cut-offs k below the highest frequency, over ‖f − λ‖")
            .AtMost(0.5)
            .Against(BlindLearner.Shrinking, 0.1, Seeds("equal").Select(seed =>
                FromLowPass(Left(seed, seed.Last(r => r.Step <= options.EarlyStep)), count, error => error)))
            .PerSeed(_fits["equal"].Where(r => r.Step == options.EarlyStep).Select(r => r.LowPassOfError));
        ClaimBuilder learned = to.Claim("low-pass-of-learned-equal", $"{Phrase} what is learned early is the target with high frequencies "
            + "left out")
            .From(FigureTwo).By("smallest ‖f − λ(≤ k)‖ over cut-offs k below the highest frequency, over ‖f‖, at the first record with a "
                + $"loss of at most {EarlyLoss} of the first")
            .AtMost(0.5)
            .Against(BlindLearner.Shrinking, 0.1, Seeds("equal").Select(seed => Early(seed) is { } early
                ? FromLowPass(Left(seed, early), count, error => 1 - error)
                : double.NaN));
        if (options.Controls)
            learned.Against(OneHot, 0.1, Seeds(Control).Select(seed => Early(seed)?.LowPassOfLearned ?? double.NaN));
        learned.PerSeed(Seeds("equal").Select(seed => Early(seed)?.LowPassOfLearned ?? double.NaN));
    }

    private IEnumerable<Fit[]> Seeds(string setting) =>
        _fits[setting].GroupBy(r => r.Seed).Select(seed => seed.OrderBy(r => r.Step).ToArray());

    private static Fit? Early(Fit[] seed) => seed.FirstOrDefault(r => r.Loss <= EarlyLoss * seed[0].Loss);

    private static double Left(Fit[] seed, Fit at) => Math.Min(1, Math.Sqrt(at.Loss / seed[0].Loss));

    private static double FromLowPass(double error, int count, Func<double, double> length) => Enumerable.Range(1, count - 1)
        .Min(kept => Math.Sqrt((kept * Math.Pow(error, 2)) + ((count - kept) * Math.Pow(1 - error, 2))))
        / (Math.Sqrt(count) * length(error));

    private ClaimBuilder Claim(
        string setting, string id, string statement, double margin, Func<string, double[], double> statistic, double ofShrinking)
    {
        ClaimBuilder claim =
            to.Claim($"{id}-{setting}", statement).From(FigureOne).Against(BlindLearner.Shrinking, margin, ofShrinking);
        return options.Controls
            ? claim.Against(OneHot, margin, _ratios[Control].BySeed.Select(seed => statistic(Control, seed)))
            : claim;
    }

    private void Times(SineAmplitudes kind)
    {
        string setting = StudyText.Kebab(kind);
        RatioCurves ratios = _ratios[setting];
        double[] mean = ratios.Mean;
        to.Add(ratios.First(mean, r => r >= Learned).Zip(ratios.First(mean, r => r >= Mostly), (half, most) =>
            new LearningTime(setting, "here", half.Frequency, half.Place, most.Place)));
        to.Add(SineFitOptions.Multiples(5).Select((frequency, k) =>
            new LearningTime(setting, "published, digitised", frequency, Published[kind].Half[k], Published[kind].Most[k])));
    }

    private void Figures()
    {
        string[] settings = [.. options.Amplitudes.Select(StudyText.Kebab)];
        to.Figure(
            "spectra", "How much of each frequency is learned, and with what error",
            "Left: 2 |f̃(k)| / A(k), averaged over seeds, colours from 0 to 1 as in the paper. Right: |f̃(k) − λ̃(k)| / |λ̃(k)|, "
            + "which also counts wrong phases; warm colours mean learned, from 0.01 to 1.",
            settings.SelectMany(s => new[] { Ratios(s, $"{s} amplitudes: ratio"), Errors(s, $"{s} amplitudes: error") }));
        to.Figure(
            "learning-times", "When half of each amplitude is learned",
            "The first recorded step at which the ratio, averaged over seeds, is at least one half; next to it the published "
            + "notebook's, read from its pictures (256 wide, 200 samples, 20 runs, 60,000 steps).",
            settings.Select(s => new Plot<LearningTime>($"{s} amplitudes").Where(r => r.Setting, s).By(r => r.Source)
                .X(r => r.Frequency, "frequency (cycles per unit)").Y(r => r.HalfStep, "training step", log: true).LinesAndPoints()
                .ToPanel()));
        if (settings.Contains("equal") && options.DrawnSteps.Length > 0)
            to.Figure(
                "functions", "Target and network during training",
                "Equal amplitudes, the first seed, at the samples it is trained on (Fig. 2 of the paper).", perRow: 1,
                options.DrawnSteps.Select(step => new Plot<FunctionValue>(string.Create(CultureInfo.InvariantCulture, $"step {step:N0}"))
                    .Where(r => r.Setting, "equal").Where(r => r.Seed, options.Seed).Where(r => r.Step, step)
                    .X(r => r.Position, "z").Y(r => r.Value, "value").By(r => r.Function).ToPanel()));
        to.Figure(
            "norms", "Norms of the layers",
            "Left: the largest singular value of every layer's weights, mean over seeds with the range. Right: what the published "
            + "notebooks plot under that name, n |bᵀAb| after ten steps of power iteration, for comparison.",
            settings.SelectMany(s => new Panel[]
            {
                Layers(s, "spectral norm").Y(r => r.SpectralNorm, "spectral norm", log: true),
                Layers(s, "as published").Y(r => r.PublishedNorm, "as published", log: true),
            }));
        to.Figure(
            "losses", "Loss", "Mean squared error on the training samples; mean over seeds with the range (Fig. 10 of the paper).",
            settings.Select(s => new Plot<Fit>($"{s} amplitudes").Where(r => r.Setting, s).MeanOver(r => r.Seed)
                .X(r => r.Step, "training step").Y(r => r.Loss, "mean squared error", log: true).ToPanel()));
        if (options.Controls)
            to.Figure(
                "control", "Negative control: one-hot inputs",
                "The same networks and target with equal amplitudes, but every sample is its own unit vector: no frequency is lower "
                + "than another, and none comes first.",
                Ratios(Control, "ratio"), Errors(Control, "error"));
    }

    private static Panel Ratios(string setting, string title) => new HeatMap<Spectrum>(title).Where(r => r.Setting, setting)
        .X(r => r.Step, "training step").Y(r => r.Frequency, "frequency (cycles per unit)")
        .Colour(r => r.Ratio, "2 |f̃(k)| / A(k)", min: 0, max: 1);

    private static Panel Errors(string setting, string title) => new HeatMap<Spectrum>(title).Where(r => r.Setting, setting)
        .X(r => r.Step, "training step").Y(r => r.Frequency, "frequency (cycles per unit)")
        .Colour(r => r.Error, "relative error, with phase", log: true, min: 0.01, max: 1).LowIsWarm();

    private static Plot<Norm> Layers(string setting, string title) => new Plot<Norm>($"{setting} amplitudes: {title}")
        .Where(r => r.Setting, setting).X(r => r.Step, "training step").By(r => r.Layer, "layer").MeanOver(r => r.Seed);

    private void Notes()
    {
        to.Note("Samples lie at j/N without the end point, so that frequencies are exact. The ratio 2 |f̃| / A carries the factor 2 of the "
            + "notebooks, which the paper leaves out; it says nothing about phase, but the error does.");
        to.Note("Spectral norms are largest singular values. What the notebooks plot under that name is 'published_norm': n times a "
            + "Rayleigh quotient, by a slip of operator precedence, of the matrix itself and so near an eigenvalue.");
        to.Note("A function that is still zero is also closer to a low-passed target than half its distance from the full one (0.32 "
            + $"for ten equal sines), so the claim about step {options.EarlyStep:N0} says little by itself; the next one measures the "
            + "distance relative to what was learned.");
        to.Note("In the control every sample is its own unit vector, so that the network cannot know which samples are neighbours; "
            + "it is trained for a twentieth of the steps, with records twenty times as dense.");
    }

    [Table("learning_times")]
    internal sealed record LearningTime(
        string Setting, string Source, [Unit("cycles per unit")] double Frequency, [Unit("training steps")] double HalfStep,
        [Unit("training steps")] double MostStep);
}
