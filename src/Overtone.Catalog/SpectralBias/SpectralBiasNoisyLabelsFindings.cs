using System.Globalization;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="SpectralBiasNoisyLabels"/> concludes from its tables.</summary>
internal sealed class SpectralBiasNoisyLabelsFindings(SpectralBiasNoisyLabelsOptions options, TableSet tables, string? reduction)
{
    // Thresholds were proposed from the published pictures before any run.
    private const double Unspoiled = 0.6;
    private const double Insensitive = 0.05;
    private const double TwiceAsSensitive = 0;
    private const double Deeper = 1;
    private const double EarlyShare = 0.1;

    private readonly SourceClaims _claims = new("1806.08734, Fig. 4", reduction, Replicates: 10);
    // Best and last validation loss, and the step of the best.
    private readonly Dictionary<(string Noise, double Frequency, double Amplitude, long Seed), Dip> _dips = tables["curves"].Rows
        .GroupBy(r => (r.Text("noise"), r.Number("frequency"), r.Number("amplitude"), r.Integer("seed")))
        .ToDictionary(g => g.Key, g => Dip.Of([.. g.OrderBy(r => r.Integer("step"))]));

    public StudyFindings Conclude()
    {
        const string Wave = SpectralBiasNoisyLabels.Wave, Shuffled = SpectralBiasNoisyLabels.Shuffled;
        List<JudgedClaim> claims =
        [
            Spoiled(Wave), Amplitude(1, "fast"), SlowAmplitude(Wave), Deepening(Wave), Early(1, 1, "The best validation error under the fastest noise comes early"),
        ];
        if (options.Controls)
        {
            claims.AddRange(
            [
                Spoiled(Shuffled), Amplitude(0.1, "slow", ClaimRole.NegativeControl), SlowAmplitude(Shuffled), Deepening(Shuffled),
                Early(0, 0, "The best validation error on clean labels comes early"),
            ]);
        }

        return new StudyFindings
        {
            Claims = claims,
            Figures = SpectralBiasNoisyLabelsFigures.All,
            Tables = [Panels(), Minima()],
            Notes =
            [
                "The wave is sin(2πk ‖x‖), as in the published code; the paper prints sin(k ‖x‖), with which its slowest noise would hardly vary over the images. Labels are -1 and +1 as in the code, not 0 and 1.",
                "Validation is on clean labels of images that are not trained on. A unit wave has variance one half, which is what late validation tends to where the wave is generalised.",
                "Slow waves have a mean and go along with the label ('noise'), so that part of their damage is a bias. The norm of an image goes along with the thickness of its strokes: it is not a frequency of the image.",
                "In the control the wave's values are shuffled among the images: mean and deviation stay, the frequency goes. What claims say of frequencies should fail there; that fast noise is spared should fail of slow noise, and that the best error comes early of clean labels.",
            ],
        };
    }

    private JudgedClaim Spoiled(string noise) => PerSeed(
        $"fast-spares-{noise}", noise, "Fast noise spares the best validation error that slow noise spoils",
        "best validation error at k = 1 over that at k = 0.05, amplitude 1, mean over seeds", Unspoiled, Direction.AtMost,
        seed => At(noise, 1, 1, seed).Best / At(noise, 0.05, 1, seed).Best, "0.35 (read by eye)");

    private JudgedClaim Amplitude(double frequency, string speed, ClaimRole role = ClaimRole.Claim) => _claims.PerReplicate(
        $"{speed}-amplitude-is-spared", $"The amplitude of {speed} noise hardly matters to the best validation error",
        string.Create(CultureInfo.InvariantCulture, $"best validation error at k = {frequency} with amplitude 1, less that with 0.5, mean over seeds"),
        Insensitive, Direction.AtMost, Seeds().Select(seed => Gain(SpectralBiasNoisyLabels.Wave, frequency, seed)), role);

    private JudgedClaim SlowAmplitude(string noise) => PerSeed(
        $"slow-amplitude-{noise}", noise, "The amplitude of slow noise matters at least twice as much as that of fast noise",
        "best validation error with amplitude 1 less that with 0.5 at k = 0.1, less twice the same at k = 1, mean over seeds", TwiceAsSensitive, Direction.AtLeast,
        seed => Gain(noise, 0.1, seed) - (2 * Gain(noise, 1, seed)));

    private JudgedClaim Deepening(string noise) => PerSeed(
        $"deeper-dip-{noise}", noise, "The faster the noise, the deeper the dip of the validation error",
        "smaller quotient of the ratios of last to best validation error, k = 0.2 over 0.05 and 1 over 0.2, amplitude 1, mean over seeds", Deeper, Direction.AtLeast,
        seed => Math.Min(Depth(noise, 0.2, seed) / Depth(noise, 0.05, seed), Depth(noise, 1, seed) / Depth(noise, 0.2, seed)), "2.8 (read by eye: ratios of 1, 2.8 and 8)");

    private JudgedClaim Early(double frequency, double amplitude, string statement) => _claims.PerReplicate(
        amplitude > 0 ? "early-wave" : "early-clean", statement,
        "step of the best validation error over all steps, mean over seeds", EarlyShare, Direction.AtMost,
        Seeds().Select(seed => At(SpectralBiasNoisyLabels.Wave, frequency, amplitude, seed).BestStep / options.Steps), amplitude > 0 ? ClaimRole.Claim : ClaimRole.NegativeControl, amplitude > 0 ? "0.04 (read by eye: step 190 of 5,000)" : null);

    private JudgedClaim PerSeed(string id, string noise, string statement, string statistic, double threshold, Direction direction, Func<long, double> value, string? published = null)
    {
        bool isControl = noise == SpectralBiasNoisyLabels.Shuffled;
        return _claims.PerReplicate(
            id, isControl ? $"{statement} (shuffled)" : statement, statistic, threshold, direction, Seeds().Select(value), isControl ? ClaimRole.NegativeControl : ClaimRole.Claim, isControl ? null : published);
    }

    private double Gain(string noise, double frequency, long seed) => At(noise, frequency, 1, seed).Best - At(noise, frequency, 0.5, seed).Best;

    private double Depth(string noise, double frequency, long seed) => At(noise, frequency, 1, seed).Last / At(noise, frequency, 1, seed).Best;

    private IEnumerable<long> Seeds() => _dips.Keys.Select(key => key.Seed).Distinct();

    private Dip At(string noise, double frequency, double amplitude, long seed) => _dips[(noise, frequency, amplitude, seed)];

    private Table Minima()
    {
        var minima = new TableBuilder(
            "minima", Column.Text("noise"), Column.Number("frequency", "cycles per unit of the norm"), Column.Number("amplitude"), Column.Integer("seed"),
            Column.Number("best_loss"), Column.Number("best_step", "training steps"), Column.Number("last_loss"));
        foreach (var (key, dip) in _dips)
            minima.Add(key.Noise, key.Frequency, key.Amplitude, key.Seed, dip.Best, dip.BestStep, dip.Last);
        return minima.Build();
    }

    // The four panels of the source; clean labels stand in each, as amplitude 0 or as no wave.
    private Table Panels()
    {
        var panels = new TableBuilder(
            "panels", Column.Text("panel"), Column.Text("label"), Column.Integer("seed"), Column.Integer("step", "training steps"), Column.Number("train_loss"), Column.Number("validation_loss"));
        foreach (Row row in tables["curves"].Rows.Where(r => r.Text("noise") == SpectralBiasNoisyLabels.Wave && r.Integer("step") > 0))
        {
            (double frequency, double amplitude) = (row.Number("frequency"), row.Number("amplitude"));
            bool isClean = amplitude == 0;
            void Add(string panel, double label) => panels.Add(
                panel, isClean ? "clean" : label.ToString(CultureInfo.InvariantCulture), row.Integer("seed"), row.Integer("step"), row.Number("train_loss"), row.Number("validation_loss"));
            if (isClean || frequency == 0.1)
                Add("a", amplitude);
            if (isClean || frequency == 1)
                Add("b", amplitude);
            if (isClean || amplitude == 0.5)
                Add("c", frequency);
            if (isClean || amplitude == 1)
                Add("d", frequency);
        }

        return panels.Build();
    }

    private sealed record Dip(double Best, double BestStep, double Last)
    {
        public static Dip Of(Row[] rows)
        {
            Row best = rows.MinBy(r => r.Number("validation_loss"));
            return new Dip(best.Number("validation_loss"), best.Integer("step"), rows[^1].Number("validation_loss"));
        }
    }
}
