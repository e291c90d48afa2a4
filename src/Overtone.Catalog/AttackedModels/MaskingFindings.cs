using Overtone.Attacks.Masking;
using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.AttackedModels;

/// <summary>What masking checks say: which failed, and which were not made.</summary>
internal sealed class MaskingFindings(AttackedModelOptions options, Conclusion to)
{
    private readonly IReadOnlyList<MaskingEntry> _checks = to.Rows<MaskingEntry>();

    /// <summary>Those that were made.</summary>
    public IReadOnlyList<MaskingEntry> Made => [.. _checks.Where(r => r.NotMade.Length == 0)];

    /// <summary>The names of those that failed.</summary>
    public IEnumerable<string> Suspicions => Made.Where(r => r.IsSuspect).Select(r => r.Check);

    /// <summary>Adds the number of the summary, a sentence for each check, and those that were not made.</summary>
    /// <param name="cost">The passes they took, as a share of the attacks'.</param>
    public void Conclude(double cost)
    {
        int failed = Suspicions.Count();
        string made = $"{Made.Count} masking checks, at {StudyText.Percent(cost)} of the attacks' passes,";
        to.Estimate(Made.Count == 0
            ? Estimate.NotMeasured("failed_masking_checks", "no masking check was made")
            : new Estimate
            {
                Name = "failed_masking_checks",
                Value = failed,
                Importance = failed > 0 ? 1 : 0,
                Statement = failed == 0
                    ? $"None of {made} failed: nothing suggests that the attacks were misled."
                    : $"{failed} of {made} failed ({string.Join(", ", Suspicions)}): attacks that follow "
                        + "gradients may have been misled, and images that are not broken are no sign of anything.",
            });
        foreach (MaskingEntry check in Made)
        {
            string found = $"{check.Question} {check.Statement}";
            if (check.IsSuspect)
                to.Warn($"Masking check {check.Check} failed. {found}");
            else
                to.Note($"Masking check {check.Check} passed. {found}");
        }

        foreach (MaskingEntry check in _checks.Where(r => r.NotMade.Length > 0))
            to.NotMeasured(new NotMeasured($"masking check {check.Check}", check.NotMade));
        string[] left = [.. MaskingChecks.All.Except(MaskingMeasurement.ChecksOf(options.Masking)).Select(check => check.Id)];
        if (left.Length > 0)
            to.Note($"Masking checks that were not asked for: {string.Join(", ", left)} (--masking full).");
    }
}
