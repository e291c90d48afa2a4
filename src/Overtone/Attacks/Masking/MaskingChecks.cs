using Overtone.Models;

namespace Overtone.Attacks.Masking;

/// <summary>
/// The masking checks, and which are made unless all are asked for: those that cost less than half of the attack itself.
/// Source: none; each check names its own.
/// </summary>
public static class MaskingChecks
{
    /// <summary>Made by default.</summary>
    public static IReadOnlyList<MaskingCheck> Usual { get; } =
    [
        new VanishingGradients(), new GradientAccuracy(), new Repeatability(), new BatchIndependence(), new LargeBall(), new ScoresOnly(),
        new Convergence(), new LogitScale(),
    ];

    /// <summary>All.</summary>
    public static IReadOnlyList<MaskingCheck> All { get; } =
    [
        .. Usual, new OneStep(), new MonotoneAccuracy(), new RandomDraws(), new StandInGradients(), new TransferFromTwin(),
        new LinearFilter(), new KernelGain(),
    ];

    /// <summary>Makes those checks that a model allows.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="subject">The model and its images.</param>
    /// <param name="report">Told each check that is about to be made.</param>
    /// <param name="cancellation">Checked between passes.</param>
    /// <returns>
    /// What each found, and which of <see cref="All"/> were not made: those that were not asked for, that need gradients where the model
    /// has none, or that compare with something that the subject does not have.
    /// </returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static MaskingReport Run(
        IEnumerable<MaskingCheck> checks, MaskingSubject subject, Action<MaskingCheck>? report = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        MaskingSubject counted = subject.Counted();
        var findings = new List<MaskingFinding>();
        var notMade = new List<MaskingOmission>();
        MaskingCheck[] asked = [.. checks];
        foreach (MaskingCheck check in asked)
        {
            if (check.WhyNot(counted) is { } reason)
            {
                notMade.Add(new MaskingOmission(check.Id, reason));
                continue;
            }

            report?.Invoke(check);
            try
            {
                findings.Add(check.Run(counted, cancellation));
            }
            catch (MissingGradientException e)
            {
                notMade.Add(new MaskingOmission(check.Id, $"it needs gradients; {e.Message}"));
            }
        }

        notMade.AddRange(All.Where(check => !asked.Any(one => one.Id == check.Id))
            .Select(check => new MaskingOmission(check.Id, "it was not asked for")));
        return new MaskingReport(subject.Classifier.Description.ToString(), subject.CleanAccuracy(cancellation), findings, notMade);
    }
}
