using Overtone.Robustness;

namespace Overtone.Catalog.Audit;

/// <summary>A row at one frequency: what an audit's tables over the plane have in common.</summary>
/// <param name="FrequencyY">Vertical cycles per image height, signed.</param>
/// <param name="FrequencyX">Horizontal cycles per image width, signed.</param>
internal abstract record CellRow(int FrequencyY, int FrequencyX)
{
    /// <summary>The unit of both.</summary>
    public const string Unit = "cycles per image";

    /// <summary>The frequency.</summary>
    public SpatialFrequency Cell => new(FrequencyY, FrequencyX);
}
