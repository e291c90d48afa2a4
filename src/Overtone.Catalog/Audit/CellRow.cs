using Overtone.Robustness;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>A row at one frequency: what an audit's tables over the plane have in common.</summary>
/// <param name="FrequencyY">Vertical cycles per image height, signed.</param>
/// <param name="FrequencyX">Horizontal cycles per image width, signed.</param>
internal abstract record CellRow(int FrequencyY, int FrequencyX)
{
    /// <summary>The unit of both.</summary>
    public const string Unit = "cycles per image";

    /// <summary>The axes' labels.</summary>
    public const string X = $"horizontal frequency ({Unit})", Y = $"vertical frequency ({Unit})";

    /// <summary>The frequency.</summary>
    public SpatialFrequency Cell => new(FrequencyY, FrequencyX);

    /// <summary>A heat map over the plane of frequencies, still without a value.</summary>
    public static HeatMap<T> Map<T>(string title = "")
        where T : CellRow => new HeatMap<T>(title).X(r => r.FrequencyX, X).Y(r => r.FrequencyY, Y);
}
