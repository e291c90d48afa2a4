namespace Overtone.Studies.Tables;

/// <summary>What a column holds.</summary>
public enum ColumnType
{
    /// <summary>64-bit integers.</summary>
    Integer,

    /// <summary>64-bit floating-point numbers; NaN says "no value", for example a threshold never reached.</summary>
    Number,

    /// <summary>Text, never null.</summary>
    Text,
}

/// <summary>One typed, named column of a <see cref="Table"/> with its unit.</summary>
/// <param name="Name">The name, in snake_case: it is also the column's name in Parquet and CSV files.</param>
/// <param name="Type">What the column holds.</param>
/// <param name="Unit">The unit, for example <c>cycles per unit length</c>; empty for names and pure numbers.</param>
public sealed record Column(string Name, ColumnType Type, string Unit = "")
{
    /// <summary>A column of 64-bit integers.</summary>
    public static Column Integer(string name, string unit = "") => new(name, ColumnType.Integer, unit);

    /// <summary>A column of 64-bit floating-point numbers.</summary>
    public static Column Number(string name, string unit = "") => new(name, ColumnType.Number, unit);

    /// <summary>A column of text.</summary>
    public static Column Text(string name) => new(name, ColumnType.Text);
}
