using System.Reflection;

namespace Overtone.Studies;

/// <summary>How much of an experiment is run.</summary>
public enum Preset
{
    /// <summary>Ten seconds: does everything run?</summary>
    Smoke,

    /// <summary>Three minutes on two cores: the default.</summary>
    Quick,

    /// <summary>Half an hour on two cores at most, for studies that train no image networks; enough replicates to decide.</summary>
    Thorough,

    /// <summary>The paper's sizes.</summary>
    Paper,
}

/// <summary>When an option's value makes less of an experiment than the paper's preset.</summary>
public enum Reduced
{
    /// <summary>When it is another one.</summary>
    WhenOther,

    /// <summary>When it is less: sizes, steps, replicates.</summary>
    WhenLess,

    /// <summary>When it is more: steps between two records.</summary>
    WhenMore,

    /// <summary>When a list lacks one of the paper's elements.</summary>
    WhenMissing,

    /// <summary>Never: seeds, what is drawn, controls that the paper does not have.</summary>
    Never,
}

/// <summary>
/// Describes one property of a study's options record: it becomes a command-line option, a line of help and a line of the report.
/// </summary>
/// <param name="description">What it sets, with its unit, in one line.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string description) : Attribute
{
    /// <summary>What the option sets.</summary>
    public string Description { get; } = description;

    /// <summary>The smallest value allowed; NaN for no limit. For a list, it holds for each element.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>The number that values must be above; NaN for no such limit.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The largest value allowed; NaN for no limit.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Whether a list may have no element.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>When the value makes less of an experiment than the paper's preset, so that a verdict is not on the paper's.</summary>
    public Reduced Reduced { get; init; }

    /// <summary>The word for null, on the command line and in texts, for example <c>all</c>; empty where there is always a value.</summary>
    public string Unset { get; init; } = "";

    /// <summary>The heading under which it stands in the help; empty for the study's own.</summary>
    public string Group { get; init; } = "";

    /// <summary>
    /// Whether it is one of the few that most people need. Where a study has such, its help shows no others unless asked for all.
    /// </summary>
    public bool IsBasic { get; init; }

    /// <summary>Whether it counts replicates: claims are decided by as many as the paper's preset has.</summary>
    public bool CountsReplicates { get; init; }
}

/// <summary>The options every study has.</summary>
public abstract record StudyOptions
{
    /// <summary>The preset the other values began from.</summary>
    public Preset Preset { get; init; } = Preset.Quick;

    /// <summary>The first random seed; replicates count up from it.</summary>
    [Option("The first random seed; replicates count up from it", Minimum = 0, Reduced = Reduced.Never)]
    public long Seed { get; init; } = 1;

    /// <summary>
    /// The properties that are options: those of a base record before those of the records derived from it, those of every study last.
    /// </summary>
    /// <param name="type">A record derived from <see cref="StudyOptions"/>.</param>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
        [.. type.GetProperties().Where(p => p.GetCustomAttribute<OptionAttribute>() is not null)
            .OrderBy(p => p.DeclaringType == typeof(StudyOptions) ? int.MaxValue : Depth(p.DeclaringType)).ThenBy(p => p.MetadataToken)];

    /// <summary>The name of a property on the command line and in error messages: <c>BatchSize</c> is <c>--batch-size</c>.</summary>
    public static string FlagOf(PropertyInfo property) =>
        "--"
            + string.Concat(property.Name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>Checks every value against its option's limits.</summary>
    /// <exception cref="InvalidOptionException">A value lies outside its limits, or a list is empty.</exception>
    public void Validate()
    {
        foreach (PropertyInfo property in PropertiesOf(GetType()))
        {
            OptionAttribute option = property.GetCustomAttribute<OptionAttribute>()!;
            object? value = property.GetValue(this);
            if (value is null && option.Unset.Length > 0)
                continue;
            if (value is Array { Length: 0 } && !option.MayBeEmpty)
                throw new InvalidOptionException(FlagOf(property), "an empty list", "at least one value");
            foreach (object? element in value is Array list ? list : new[] { value })
                Validate(property, option, element);
        }
    }

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private static void Validate(PropertyInfo property, OptionAttribute option, object? value)
    {
        if (value is not (int or long or double or float))
            return;
        double number = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        if (double.IsNaN(number) || number < option.Minimum || number <= option.Above || number > option.Maximum)
            throw new InvalidOptionException(FlagOf(property), $"{value}", Limits(option));
    }

    private static string Limits(OptionAttribute option) => Numbers(option) + (option.Unset.Length > 0 ? $", or {option.Unset}" : "");

    private static string Numbers(OptionAttribute option) => (option.Minimum, option.Above, option.Maximum) switch
    {
        (double.NaN, double.NaN, double.NaN) => "a number",
        (double.NaN, double.NaN, var most) => $"a number of at most {most}",
        (double.NaN, var above, double.NaN) => $"a number above {above}",
        (double.NaN, var above, var most) => $"a number above {above} and at most {most}",
        (var least, _, double.NaN) => $"a number of at least {least}",
        var (least, _, most) => $"a number from {least} to {most}",
    };
}

/// <summary>An option has a value it must not have.</summary>
/// <param name="option">The option as on the command line, for example <c>--width</c>.</param>
/// <param name="found">The value found.</param>
/// <param name="expected">What was expected.</param>
public sealed class InvalidOptionException(string option, string found, string expected)
    : Exception($"{option}: found {found}, expected {expected}")
{
    /// <summary>The option as on the command line.</summary>
    public string Option { get; } = option;
}
