using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Overtone.Studies;

namespace Overtone.Hosting;

/// <summary>
/// Turns a study's options record into command-line options and back: every property with an <see cref="OptionAttribute"/> becomes
/// one option, whose default is the preset's.
/// </summary>
internal sealed class OptionBinder
{
    private readonly Study _study;
    private readonly Dictionary<PropertyInfo, Func<ParseResult, object?>> _values = [];
    private readonly List<Option> _options = [];

    /// <param name="study">The study.</param>
    /// <param name="standIns">Values that come from elsewhere than an option, by the option's name.</param>
    public OptionBinder(Study study, IReadOnlyDictionary<string, Func<ParseResult, object>> standIns)
    {
        _study = study;
        StudyOptions quick = study.OptionsOf(Studies.Preset.Quick);
        foreach (PropertyInfo property in StudyOptions.PropertiesOf(study.OptionsType))
        {
            string name = StudyOptions.FlagOf(property);
            if (standIns.TryGetValue(name, out Func<ParseResult, object>? standIn))
            {
                _values.Add(property, standIn);
                continue;
            }

            Option option =
                property.PropertyType == typeof(bool)
                    ? new Option<bool>(name) { Arity = ArgumentArity.ZeroOrOne, CustomParser = _ => true }
                    : new Option<string>(name);
            (option.Description, option.HelpName) = (Describe(property, quick), Kind(property));
            _values.Add(property, parsed => TextOf(parsed, option));
            _options.Add(option);
        }
    }

    /// <summary>One option for each property that has no stand-in.</summary>
    public IReadOnlyList<Option> Options => _options;

    /// <summary>The names of the options that most people need; none where the study does not say.</summary>
    public IEnumerable<string> Basic => StudyOptions.PropertiesOf(_study.OptionsType)
        .Where(property => property.GetCustomAttribute<OptionAttribute>()!.IsBasic).Select(StudyOptions.FlagOf);

    /// <summary>The headings that the study gives its options, each with its options' names.</summary>
    public IEnumerable<OptionGroup> Groups => _study.OptionGroups.Select(title => new OptionGroup(
        title,
        [.. StudyOptions.PropertiesOf(_study.OptionsType)
            .Where(property => property.GetCustomAttribute<OptionAttribute>()!.Group == title)
            .Select(StudyOptions.FlagOf).Where(name => _options.Exists(option => option.Name == name))]));

    /// <summary>The preset option every study has.</summary>
    public static Option<Preset> Preset { get; } = new("--preset", "-p")
    {
        Description = "Size of the experiment: smoke (10 seconds), quick (3 minutes), thorough (half an hour: enough replicates to "
            + "decide), paper (the paper's sizes)",
        DefaultValueFactory = _ => Studies.Preset.Quick,
        HelpName = "smoke|quick|thorough|paper",
    };

    /// <summary>The preset's options with what the command line changes.</summary>
    /// <exception cref="InvalidOptionException">A value cannot be read or lies outside its limits.</exception>
    public StudyOptions Bind(ParseResult parsed)
    {
        StudyOptions options = _study.OptionsOf(parsed.GetValue(Preset)) with { };
        foreach ((PropertyInfo property, Func<ParseResult, object?> value) in _values)
        {
            if (value(parsed) is { } given)
                property.SetValue(options, given is string text ? Parse(property, text) : given);
        }

        options.Validate();
        return options;
    }

    /// <summary>Reads an option's value: lists are separated by commas, and a word may stand for null.</summary>
    /// <exception cref="InvalidOptionException">The text is no such value.</exception>
    internal static object? Parse(PropertyInfo property, string text)
    {
        if (UnsetOf(property) is { Length: > 0 } unset && text.Equals(unset, StringComparison.OrdinalIgnoreCase))
            return null;
        Type type = TypeOf(property);
        if (!type.IsArray)
            return Parse(property, type, text);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var list = Array.CreateInstance(type.GetElementType()!, parts.Length);
        for (int index = 0; index < parts.Length; index++)
            list.SetValue(Parse(property, type.GetElementType()!, parts[index]), index);
        return list;
    }

    private static object Parse(PropertyInfo property, Type type, string text)
    {
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        CultureInfo culture = CultureInfo.InvariantCulture;
        object? value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(int) && int.TryParse(text, Whole, culture, out int v) => v,
            _ when type == typeof(long) && long.TryParse(text, Whole, culture, out long v) => v,
            _ when type == typeof(double) && double.TryParse(text, NumberStyles.Float, culture, out double v) => v,
            _ when type == typeof(bool) && bool.TryParse(text, out bool v) => v,
            _ when type.IsEnum => Enum.GetValues(type)
                .Cast<object>()
                .FirstOrDefault(v => Format(v).Equals(text, StringComparison.OrdinalIgnoreCase)),
            _ => null,
        };
        return value ?? throw new InvalidOptionException(StudyOptions.FlagOf(property), $"'{text}'", Kind(property));
    }

    // Of type bool, so that the library takes no other word than true or false for its value: 'audit --clip model.onnx' names a model.
    private static string? TextOf(ParseResult parsed, Option option) => parsed.GetResult(option) switch
    {
        null or { Implicit: true } => null,
        { Tokens: [] } => Format(true),
        { } result => result.Tokens[^1].Value,
    };

    internal static string Format(object? value) => value switch
    {
        Array list => string.Join(',', list.Cast<object>().Select(Format)),
        Enum name => StudyJson.NameOf(name),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Describe(PropertyInfo property, StudyOptions quick)
    {
        string description = property.GetCustomAttribute<OptionAttribute>()!.Description;
        // What the word for null does stands in the description.
        string value = property.GetValue(quick) is { } given ? Format(given) : "";
        return value.Length > 0 ? $"{description} (quick: {value})" : description;
    }

    private static string UnsetOf(PropertyInfo property) => property.GetCustomAttribute<OptionAttribute>()!.Unset;

    private static Type TypeOf(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    private static string Kind(PropertyInfo property) =>
        Kind(TypeOf(property)) + (UnsetOf(property) is { Length: > 0 } unset ? $"|{unset}" : "");

    private static string Kind(Type type) => type switch
    {
        _ when type.IsArray => Kind(type.GetElementType()!) + ",...",
        _ when type.IsEnum => string.Join('|', Enum.GetValues(type).Cast<object>().Select(Format)),
        _ when type == typeof(bool) => "true|false",
        _ when type == typeof(int) || type == typeof(long) => "whole number",
        _ when type == typeof(double) => "number",
        _ => "text",
    };
}
