using Overtone.Attacks.Masking;
using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.AttackedModels;

/// <summary>Makes masking checks, and says which could not be made and what each has cost.</summary>
internal static class MaskingMeasurement
{
    private const string NoGradients = "it needs gradients";

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
        foreach ((int n, MaskingCheck check) in checks.Index())
        {
            to.Report((double)n / checks.Length, check.Id);
            to.Add(Made(check, trial, subject, to));
        }
    }

    // One check at a time: those that a model does not allow leave nothing, and each has its own count of passes.
    private static MaskingEntry Made(MaskingCheck check, MaskingTrial trial, OpenSubject subject, Recorder to)
    {
        using var counter = PassCounter.Of(subject.Classifier, trial.Subject.GradientFault is null);
        var looked = new MaskingSubject(counter, subject.Images, trial.Ball, trial.Steps, trial.Subject.Seed);
        MaskingFinding? finding;
        try
        {
            finding = MaskingChecks.Run([check], looked, to.Cancellation).SingleOrDefault();
        }
        catch (MissingGradientException)
        {
            finding = null;
        }

        return new MaskingEntry(
            check.Id, check.Question, finding is null ? NoGradients : "", finding?.IsSuspect ?? false, finding?.Value, finding?.Limit,
            finding?.Statement ?? "", counter.Forward, counter.Backward);
    }
}
