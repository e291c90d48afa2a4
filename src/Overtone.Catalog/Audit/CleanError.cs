using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>The share of unperturbed images that a model gets wrong, and what counts as low beside it.</summary>
internal static class CleanError
{
    /// <summary>The share on the whole sample, from the preflight's answers.</summary>
    public static double Of(TableSet tables) => tables.Rows<CleanAnswer>().Average(r => r.IsRight ? 0.0 : 1);

    /// <summary>
    /// Whether the model may as well be guessing, or gives all images the same class: then its frequencies say nothing of what it has
    /// learned.
    /// </summary>
    public static bool IsNearChance(TableSet tables) =>
        ModelSize.Of(tables).IntervalOf(1 - Of(tables)).Low <= 1.0 / PreflightMeasurement.ClassesOf(tables)
        || IsConstant(tables.Rows<CleanAnswer>());

    // Of images of one class, the same answer to all may be right.
    private static bool IsConstant(IReadOnlyList<CleanAnswer> answers) =>
        answers.Count > 1 && answers.All(r => r.Prediction == answers[0].Prediction) && answers.Any(r => r.Label != answers[0].Label);

    /// <summary>Errors up to this are low: what a model withstands.</summary>
    public static double Limit(TableSet tables) => Of(tables) + WithstoodRadius.Tolerance;
}
