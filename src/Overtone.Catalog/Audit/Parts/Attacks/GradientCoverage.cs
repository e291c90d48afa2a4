using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Whether gradients were there to measure with. Where a model has none, or zeros, attacks go nowhere and a map of gradients is empty: no
/// sign of robustness, so nothing is reported but that.
/// </summary>
internal static class GradientCoverage
{
    /// <summary>The share of images that must have had a gradient that says anything.</summary>
    public const double NeededShare = 0.9;

    /// <summary>Why nothing can be measured of a model that gives no gradient at all, as the rest of a sentence.</summary>
    public const string NotDifferentiable = "no gradient (the outputs are not a differentiable function of the pixels)";

    /// <summary>Why so many usable gradients are too few, as the rest of a sentence; null if they are enough.</summary>
    /// <param name="usable">Images with a gradient that is finite and not zero.</param>
    /// <param name="images">All images that were asked about; of none nothing is missing.</param>
    public static string? ReasonAgainst(int usable, int images) => usable >= NeededShare * images
        ? null
        : usable == 0
            ? $"no gradient (zero, or not a number, for each of {images} images)"
            : $"no gradient for {images - usable} of {images} images (zero, or not a number)";

    /// <summary>The same for attacks, over the images that are right as they are: each needs a gradient in one of the attacks.</summary>
    public static string? ReasonAgainst(IEnumerable<AttackAnswer> answers)
    {
        bool[] hasGradient = HadGradient(answers);
        return ReasonAgainst(hasGradient.Count(has => has), hasGradient.Length);
    }

    /// <summary>How many images that are right as they are had no gradient in any of the attacks.</summary>
    public static int Untried(IEnumerable<AttackAnswer> answers) => HadGradient(answers).Count(has => !has);

    /// <summary>Measures something that needs gradients; of a model without any, writes that instead.</summary>
    /// <param name="part">What is measured, in words.</param>
    /// <param name="norm">The norm of an attack; empty for the rest.</param>
    /// <param name="subject">The model, and what the preflight found about its gradients.</param>
    /// <param name="to">The trial.</param>
    /// <param name="measure">Measures, and returns why it was in vain, or null.</param>
    public static void Measure(string part, string norm, AuditSubject subject, Recorder to, Func<string?> measure)
    {
        string? reason;
        try
        {
            reason = subject.GradientFault ?? measure();
        }
        catch (MissingGradientException)
        {
            reason = NotDifferentiable;
        }

        if (reason is not null)
            to.Add(new MissingGradient(part, norm, reason));
    }

    private static bool[] HadGradient(IEnumerable<AttackAnswer> answers) =>
        [.. answers.Where(r => !r.WasWrong).GroupBy(r => r.Image, (_, rows) => rows.Any(r => r.HasGradient))];
}
