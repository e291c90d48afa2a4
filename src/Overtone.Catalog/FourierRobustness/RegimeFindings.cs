using Overtone.Studies.Findings;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>What the findings of all studies of several regimes have in common.</summary>
/// <param name="to">Where they go.</param>
/// <param name="figure">The paper's figure or table.</param>
internal sealed class RegimeFindings(Conclusion to, string figure)
{
    // With fewer right answers than that nobody can say what a network relies on.
    private const double LeastTimesChance = 2;

    private readonly IReadOnlyList<CleanRow> _clean = to.Rows<CleanRow>();

    /// <summary>The seeds, in order.</summary>
    public IReadOnlyList<long> Seeds { get; } = [.. to.Rows<CleanRow>().Select(r => r.Seed).Distinct().Order()];

    /// <summary>The clean error of a network.</summary>
    public double CleanError(TrainedRegime regime, long seed) => _clean.First(r => r.Regime == regime && r.Seed == seed).Error;

    /// <summary>
    /// Says how well the networks do on images as they are, and whether that is enough to judge anything by.
    /// </summary>
    /// <returns>Whether claims can be judged.</returns>
    public bool Introduce()
    {
        foreach (IGrouping<TrainedRegime, CleanRow> regime in _clean.GroupBy(r => r.Regime))
        {
            to.Estimate(MeanEstimate.Of(
                $"clean_accuracy.{StudyText.Kebab(regime.Key)}", [.. regime.Select(r => 1 - r.Error)],
                mean => $"{Name(regime.Key)} classify {StudyText.Percent(mean)} of the test images correctly."));
        }

        CleanRow worst = _clean.MinBy(r => (1 - r.Error) * r.Classes)!;
        if ((1 - worst.Error) * worst.Classes >= LeastTimesChance)
            return true;
        to.Note($"Too small to tell: a network ({StudyText.Kebab(worst.Regime)}, seed {worst.Seed}) is right less than "
            + $"{LeastTimesChance:0} times as often as chance, so no claim is judged. Train longer (--epochs), or take a larger network "
            + "or more images.");
        return false;
    }

    /// <summary>A claim of the paper.</summary>
    public ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From($"1906.08988, {figure}");

    /// <summary>
    /// A claim on how a regime differs from natural training, judged seed by seed, against a second natural network in the place of that
    /// of the regime.
    /// </summary>
    /// <param name="claim">The claim, with its threshold.</param>
    /// <param name="regime">The regime.</param>
    /// <param name="margin">How far the difference must lie beyond that of two natural networks.</param>
    /// <param name="difference">The statistic of two networks, each a regime and a seed: the natural one, then the other.</param>
    public void Compare(
        ClaimBuilder claim, TrainedRegime regime, double margin,
        Func<(TrainedRegime Regime, long Seed), (TrainedRegime Regime, long Seed), double> difference)
    {
        long Next(int n) => Seeds[(n + 1) % Seeds.Count];
        claim
            .Against(
                "a second naturally trained network instead", margin,
                Seeds.Select((seed, n) => difference((TrainedRegime.Natural, seed), (TrainedRegime.Natural, Next(n)))))
            .PerSeed(Seeds.Select(seed => difference((TrainedRegime.Natural, seed), (regime, seed))));
    }

    /// <summary>The networks of a regime, at the beginning of a sentence.</summary>
    public static string Name(TrainedRegime regime) => regime switch
    {
        TrainedRegime.Natural => "Naturally trained networks",
        TrainedRegime.Gaussian => "Networks trained with Gaussian noise",
        TrainedRegime.Adversarial => "Adversarially trained networks",
        TrainedRegime.AutoAugment => "Networks trained with AutoAugment",
        TrainedRegime.LowPass => "Networks behind a low-pass filter",
        TrainedRegime.HighPass => "Networks behind a high-pass filter",
        _ => "Networks trained with fog noise",
    };
}
