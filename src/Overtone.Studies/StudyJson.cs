using System.Text.Json;
using System.Text.Json.Serialization;

namespace Overtone.Studies;

/// <summary>How options, trials and manifests are written as JSON, the same way everywhere: keys of trials depend on it.</summary>
public static class StudyJson
{
    /// <summary>One line, camel case, enumerations by name, NaN and infinities by name.</summary>
    public static JsonSerializerOptions Compact { get; } = Make(indented: false);

    /// <summary>The same, indented for people.</summary>
    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    /// <summary>
    /// For reading what <see cref="Compact"/> and <see cref="Indented"/> wrote: every member must be there, and null only where it may
    /// be.
    /// </summary>
    internal static JsonSerializerOptions Strict { get; } = new(Compact)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>An enumeration's value as it is spelled in JSON, in tables and on the command line: in kebab-case.</summary>
    /// <param name="value">The value.</param>
    public static string NameOf(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static JsonSerializerOptions Make(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = indented,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
