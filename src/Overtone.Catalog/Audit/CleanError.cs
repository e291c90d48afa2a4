using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>The share of unperturbed images that a model gets wrong, and what counts as low beside it.</summary>
internal static class CleanError
{
    /// <summary>The share on the whole sample, from the preflight's answers.</summary>
    public static double Of(TableSet tables) => tables.Rows<CleanAnswer>().Average(r => r.IsRight ? 0.0 : 1);

    /// <summary>Whether the model may as well be guessing: then its frequencies say nothing of what it has learned.</summary>
    public static bool IsNearChance(TableSet tables) => ModelSize.Of(tables) is var size
        && size.IntervalOf(1 - Of(tables)).Low <= 1.0 / PreflightMeasurement.ClassesOf(tables);

    /// <summary>Errors up to this are low: what a model withstands.</summary>
    public static double Limit(TableSet tables) => Of(tables) + WithstoodRadius.Tolerance;
}
