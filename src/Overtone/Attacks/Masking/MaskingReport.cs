namespace Overtone.Attacks.Masking;

/// <summary>
/// What masking checks found, which were not made, and the accuracy without any attack: no accuracy under attack, and no share of attacks
/// that a defence withstands, is worth anything without it.
/// Source: Carlini et al. 2019.
/// </summary>
/// <param name="Classifier">
/// What was asked and attacked. Attacks and checks ask one object, that of <see cref="MaskingSubject"/>, so that what is attacked is what
/// is reported.
/// </param>
/// <param name="CleanAccuracy">The share of the images that are classified correctly as they are.</param>
/// <param name="Findings">What each check found.</param>
/// <param name="NotMade">The checks that were not made.</param>
public sealed record MaskingReport(
    string Classifier, double CleanAccuracy, IReadOnlyList<MaskingFinding> Findings, IReadOnlyList<MaskingOmission> NotMade)
{
    /// <summary>Whether a check failed: what attacks find is then no sign of how hard the model is to break.</summary>
    public bool IsSuspect => Findings.Any(finding => finding.IsSuspect);

    /// <summary>Images that went through the model for all checks, those that go with a gradient among them.</summary>
    public long ForwardPasses => Findings.Sum(finding => finding.ForwardPasses);

    /// <summary>Those of which gradients were taken as well.</summary>
    public long BackwardPasses => Findings.Sum(finding => finding.BackwardPasses);
}

/// <summary>
/// A check that was not made.
/// Source: none.
/// </summary>
/// <param name="Id">The check.</param>
/// <param name="Reason">Why not: a sentence without a full stop.</param>
public sealed record MaskingOmission(string Id, string Reason);
