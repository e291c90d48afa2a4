using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>The two columns by which an audit's tables name a frequency.</summary>
internal static class FrequencyColumns
{
    /// <summary>The vertical frequency, signed.</summary>
    public static Column Y { get; } = Column.Integer("frequency_y", "cycles per image");

    /// <summary>The horizontal frequency, signed.</summary>
    public static Column X { get; } = Column.Integer("frequency_x", "cycles per image");

    /// <summary>The frequency of a row.</summary>
    public static SpatialFrequency Of(Row row) => new((int)row.Integer(Y.Name), (int)row.Integer(X.Name));
}
