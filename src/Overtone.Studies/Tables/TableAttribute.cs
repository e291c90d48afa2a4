namespace Overtone.Studies.Tables;

/// <summary>
/// Makes a positional record a row of a table. Its properties are the columns, in their order, named in snake_case: <c>LowPassOfError</c>
/// is <c>low_pass_of_error</c>. Whole numbers and truth values make a column of integers; <see cref="double"/>, and whatever number may be
/// null, one of numbers with NaN in the place of null; text and enumerations (in kebab-case) one of text.
/// </summary>
/// <param name="name">The table's name, in snake_case, unique within a study.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class TableAttribute(string name) : Attribute
{
    /// <summary>The table's name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// Whether rows with a <c>Seed</c> are stored seed by seed, each seed's in the order added: networks that are trained together are
    /// measured together, and read apart.
    /// </summary>
    public bool BySeed { get; init; } = true;

    /// <summary>
    /// Whether a trial stores its rows. Those that it does not are for itself, and travel in its checkpoints all the same.
    /// </summary>
    public bool IsStored { get; init; } = true;
}

/// <summary>The unit of a column, for example <c>cycles per unit length</c>.</summary>
/// <param name="unit">The unit.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>The unit.</summary>
    public string Unit { get; } = unit;
}
