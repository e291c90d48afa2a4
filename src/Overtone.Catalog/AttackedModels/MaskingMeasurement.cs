using Overtone.Attacks.Masking;
using Overtone.Catalog.Audit;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Makes masking checks, and says which could not be made and what each has cost.</summary>
internal static class MaskingMeasurement
{
    /// <summary>The checks of a choice.</summary>
    public static IReadOnlyList<MaskingCheck> ChecksOf(MaskingChoice choice) => choice switch
    {
        MaskingChoice.Full => MaskingChecks.All,
        MaskingChoice.Usual => MaskingChecks.Usual,
        _ => [],
    };

    public static void Measure(MaskingTrial trial, OpenSubject subject, Recorder to)
    {
        MaskingCheck[] checks = [.. MaskingChecks.All.Where(check => trial.Checks.Contains(check.Id))];
        var looked = new MaskingSubject(subject.Classifier, subject.Images, trial.Ball, trial.Steps, trial.Subject.Seed);
        int begun = 0;
        MaskingReport report = MaskingChecks.Run(
            checks, looked, check => to.Report((double)begun++ / checks.Length, check.Id), to.Cancellation);
        foreach (MaskingCheck check in checks)
        {
            MaskingFinding? finding = report.Findings.FirstOrDefault(one => one.Id == check.Id);
            string notMade = report.NotMade.FirstOrDefault(one => one.Id == check.Id)?.Reason ?? "";
            to.Add(new MaskingEntry(
                check.Id, check.Question, notMade, finding?.IsSuspect ?? false, finding?.Value, finding?.Limit, finding?.Statement ?? "",
                finding?.ForwardPasses ?? 0, finding?.BackwardPasses ?? 0));
        }
    }
}
