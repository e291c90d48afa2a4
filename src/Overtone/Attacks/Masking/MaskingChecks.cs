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
    public static IReadOnlyList<MaskingCheck> All { get; } = [.. Usual, new OneStep()];

    /// <summary>Makes those checks that a model allows.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="subject">The model and its images.</param>
    /// <param name="cancellation">Checked between passes.</param>
    /// <returns>What each found; those that need gradients are left out where the model has none.</returns>
    public static IReadOnlyList<MaskingFinding> Run(
        IEnumerable<MaskingCheck> checks, MaskingSubject subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return [.. checks.Where(check => !check.NeedsGradients || subject.Classifier is IDifferentiableClassifier)
            .Select(check => check.Run(subject, cancellation))];
    }
}
