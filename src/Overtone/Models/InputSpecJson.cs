using System.Text.Encodings.Web;
using System.Text.Json;

namespace Overtone.Models;

/// <summary>The JSON of an <see cref="InputSpec"/>, as <see cref="InputSpecFile"/> reads it.</summary>
internal static class InputSpecJson
{
    // Names of classes stay readable; the file is no part of a page.
    private static readonly JsonSerializerOptions Inline = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with the fields that are not as in <see cref="InputSpec.Default"/>, each on a line.</summary>
    public static string Of(InputSpec spec)
    {
        InputSpec usual = InputSpec.Default;
        (string Name, object? Value)[] fields =
        [
            ("height", spec.Height),
            ("width", spec.Width),
            ("channels", Word(spec.Channels)),
            ("layout", Word(spec.Layout)),
            ("range", spec.Range.SequenceEqual(usual.Range) ? null : spec.Range),
            ("mean", spec.Mean.Count == 0 ? null : spec.Mean),
            ("std", spec.Std.Count == 0 ? null : spec.Std),
            ("resize", spec.Resize == usual.Resize ? null : Word<ResizeRule>(spec.Resize)),
            ("resizeTo", spec.ResizeTo),
            ("filter", spec.Filter == usual.Filter ? null : Word<ResizeFilter>(spec.Filter)),
            ("output", spec.Output),
            ("classNames", spec.ClassNames.Count == 0 ? null : spec.ClassNames),
        ];
        string[] lines = [.. fields.Where(field => field.Value is not null)
            .Select(field => $"  \"{field.Name}\": {JsonSerializer.Serialize(field.Value, Inline)}")];
        return lines.Length == 0 ? "{}\n" : $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }

    /// <summary>The word for a choice.</summary>
    public static string? Word<T>(T? choice)
        where T : struct, Enum => choice is { } made ? JsonNamingPolicy.KebabCaseLower.ConvertName($"{made}") : null;
}
