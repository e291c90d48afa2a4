using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Overtone.Studies;

/// <summary>What options leave out of the source's experiment, option by option: a verdict on less is not the paper's.</summary>
internal static class Reductions
{
    private const int Shown = 4;

    /// <summary>The options that fall short of the paper's, with both values; null when none does.</summary>
    public static string? Of(StudyOptions options, StudyOptions paper)
    {
        string[] reduced = [.. StudyOptions.PropertiesOf(paper.GetType())
            .Where(p => IsReduced(p.GetCustomAttribute<OptionAttribute>()!.Reduced, p.GetValue(options), p.GetValue(paper)))
            .Select(p => $"{NameOf(p)} {Text(p, options)} (paper: {Text(p, paper)})")];
        return reduced.Length == 0 ? null : string.Join(", ", reduced);
    }

    /// <summary>How many replicates a run has: the product of the options that count them.</summary>
    public static int Replicates(StudyOptions options) => StudyOptions.PropertiesOf(options.GetType())
        .Where(p => p.GetCustomAttribute<OptionAttribute>()!.CountsReplicates)
        .Aggregate(1, (product, p) => product * Convert.ToInt32(p.GetValue(options), CultureInfo.InvariantCulture));

    private static bool IsReduced(Reduced when, object? value, object? paper) => when switch
    {
        Reduced.Never => false,
        Reduced.WhenLess => Compare(value, paper) < 0,
        Reduced.WhenMore => Compare(value, paper) > 0,
        Reduced.WhenMissing => !Elements(paper).All(Elements(value).Contains),
        _ => !Elements(value).SequenceEqual(Elements(paper)),
    };

    private static int Compare(object? value, object? paper) => Comparer.DefaultInvariant.Compare(value, paper);

    private static object?[] Elements(object? value) => value is Array array ? [.. array.Cast<object?>()] : [value];

    private static string NameOf(PropertyInfo property) => StudyOptions.FlagOf(property)[2..].Replace('-', ' ');

    private static string Text(PropertyInfo property, StudyOptions options)
    {
        string unset = property.GetCustomAttribute<OptionAttribute>()!.Unset;
        object? value = property.GetValue(options);
        return value is null && unset.Length > 0 ? unset : Text(value);
    }

    private static string Text(object? value)
    {
        string[] elements = [.. Elements(value).Select(One)];
        return elements.Length switch
        {
            0 => "none",
            > Shown => $"{string.Join(", ", elements[..(Shown - 2)])} … {elements[^1]}",
            _ => string.Join(", ", elements),
        };
    }

    private static string One(object? value) => value switch
    {
        null or "" => "none",
        bool isOn => isOn ? "on" : "off",
        Enum name => StudyJson.NameOf(name),
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value:#,0}"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
