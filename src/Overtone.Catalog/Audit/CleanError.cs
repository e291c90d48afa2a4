using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>The share of unperturbed images that a model gets wrong, and what counts as low beside it.</summary>
internal static class CleanError
{
    /// <summary>The share on the whole sample, from the preflight's answers.</summary>
    public static double Of(TableSet tables) => tables["clean"].Rows.Average(r => r.Integer("prediction") == r.Integer("label") ? 0.0 : 1);

    /// <summary>Errors below this belong to the low-frequency island.</summary>
    public static double IslandLimit(TableSet tables) => Of(tables) + LowFrequencyIsland.Tolerance;
}
