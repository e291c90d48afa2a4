using Overtone.Studies.Findings;

namespace Overtone.Catalog.PostAveraging;

/// <summary>What the findings of all studies of averaging have in common.</summary>
internal static class AveragingFindings
{
    // With fewer right answers than that there is nothing to defend.
    private const double LeastTimesChance = 2;

    /// <summary>Says how well the networks do on images as they are, and whether that is enough to judge anything by.</summary>
    /// <returns>Whether claims can be judged.</returns>
    public static bool Introduce(Conclusion to, IEnumerable<(AveragedKind Kind, long Seed, double Accuracy, int Classes)> networks)
    {
        var all = networks.ToArray();
        foreach (var kind in all.GroupBy(network => network.Kind))
        {
            to.Estimate(MeanEstimate.Of(
                $"clean_accuracy.{StudyText.Kebab(kind.Key)}", [.. kind.Select(network => network.Accuracy)],
                mean => $"{Name(kind.Key)} classify {StudyText.Percent(mean)} of the test images correctly."));
        }

        var worst = all.MinBy(network => network.Accuracy * network.Classes);
        if (worst.Accuracy * worst.Classes >= LeastTimesChance)
            return true;
        to.Note($"Too small to tell: a network ({StudyText.Kebab(worst.Kind)}, seed {worst.Seed}) is right less than "
            + $"{LeastTimesChance:0} times as often as chance, so no claim is judged. Train longer (--epochs), or take a larger network.");
        return false;
    }

    /// <summary>The networks of a kind, at the beginning of a sentence.</summary>
    public static string Name(AveragedKind kind) => kind == AveragedKind.Network ? "Networks" : "Linear classifiers";
}
