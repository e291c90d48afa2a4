using System.Text;
using System.Text.Json;
using Overtone.Files;

namespace Overtone.Models;

/// <summary>
/// Reads an <see cref="InputSpec"/> from JSON, and writes it. The side file of <c>model.onnx</c> or <c>model.pt</c> is <c>model.json</c>
/// in the same folder:
/// <code>
/// {
///   "height": 224, "width": 224, "channels": "rgb", "layout": "nchw",
///   "range": [0, 1], "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225],
///   "resize": "resize-and-crop", "resizeTo": 256, "filter": "bilinear",
///   "output": "logits", "classNames": ["cat", "dog"]
/// }
/// </code>
/// </summary>
/// <remarks>
/// Every field is optional; comments and trailing commas are allowed.
/// Source: Overtone's own format.
/// </remarks>
public static class InputSpecFile
{
    private static readonly Dictionary<string, Func<InputSpec, Field, InputSpec>> Readers = new()
    {
        ["height"] = (spec, field) => spec with { Height = field.WholeNumber() },
        ["width"] = (spec, field) => spec with { Width = field.WholeNumber() },
        ["channels"] = (spec, field) => spec with { Channels = field.OneOf<ChannelOrder>() },
        ["layout"] = (spec, field) => spec with { Layout = field.OneOf<PixelLayout>() },
        ["range"] = (spec, field) => spec with { Range = field.Numbers() },
        ["mean"] = (spec, field) => spec with { Mean = field.Numbers() },
        ["std"] = (spec, field) => spec with { Std = field.Numbers() },
        ["resize"] = (spec, field) => spec with { Resize = field.OneOf<ResizeRule>() },
        ["resizeTo"] = (spec, field) => spec with { ResizeTo = field.WholeNumber() },
        ["filter"] = (spec, field) => spec with { Filter = field.OneOf<ResizeFilter>() },
        ["output"] = (spec, field) => spec with { Output = field.Text() },
        ["classNames"] = (spec, field) => spec with { ClassNames = field.Texts() },
    };

    /// <summary>Where the side file of a model is looked for.</summary>
    /// <param name="model">The model file.</param>
    public static string PathFor(string model) => Path.ChangeExtension(model, ".json");

    /// <summary>The side file of a model, or <see cref="InputSpec.Default"/> when there is none.</summary>
    /// <param name="model">The model file.</param>
    /// <exception cref="ModelFormatException">There is a side file, but it cannot be used.</exception>
    public static InputSpec ReadFor(string model) => File.Exists(PathFor(model)) ? Read(PathFor(model)) : InputSpec.Default;

    /// <summary>Reads one file.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="ModelFormatException">
    /// It cannot be read, is no JSON object, or has a field that is unknown or not as it should be.
    /// </exception>
    public static InputSpec Read(string path)
    {
        const int Longest = 16 << 20;
        using FileStream file = ModelFile.Open(path, "a JSON file");
        if (file.Length > Longest)
            throw new ModelFormatException(path, "length", $"{file.Length:N0} bytes", $"a JSON file of at most {Longest:N0}");
        return Parse(ModelFile.Guard(path, "a readable JSON file", () =>
        {
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }), path);
    }

    /// <summary>Reads JSON text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static InputSpec Parse(string text, string name) => ModelFile.Guard(name, "a JSON object", () => ReadObject(text, name));

    /// <summary>Writes one file, with the fields that are not as in <see cref="InputSpec.Default"/>.</summary>
    /// <param name="path">The file; it appears under its name only when complete, and replaces a file that is there.</param>
    /// <param name="spec">What it is to say.</param>
    /// <exception cref="ModelFormatException">A field could not be read again; the first one is named.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, InputSpec spec)
    {
        InputSpecRules.Require(spec, path);
        string text = InputSpecJson.Of(spec);
        _ = Parse(text, path);
        using var file = new PartialFile(path);
        file.Content.Write(Encoding.UTF8.GetBytes(text));
        file.Complete();
    }

    private static InputSpec ReadObject(string text, string name)
    {
        using JsonDocument document = Json(text, name);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new ModelFormatException(name, "JSON", Field.Describe(document.RootElement), "an object: { \"height\": 224, ... }");
        InputSpec spec = InputSpec.Default;
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            string field = NameOf(property, name);
            if (!Readers.TryGetValue(field, out Func<InputSpec, Field, InputSpec>? read))
                throw new ModelFormatException(name, field, "an unknown field", Known(field));
            spec = read(spec, new Field(name, field, property.Value));
        }

        InputSpecRules.Require(spec, name);
        return spec;
    }

    private static JsonDocument Json(string text, string name)
    {
        try
        {
            return JsonDocument.Parse(text,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(name, $"line {error.LineNumber + 1}", "text that is not JSON", "a JSON object", error);
        }
    }

    private static string NameOf(JsonProperty property, string file)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException error)
        {
            throw new ModelFormatException(file, "name of a field", "an incomplete character (an escaped surrogate without its pair)",
                "complete characters", error);
        }
    }

    private static string Known(string name)
    {
        if (name.Length > Printable.Longest)
            return $"one of {string.Join(", ", Readers.Keys)}";
        string nearest = Readers.Keys.MinBy(known => EditDistance.Between(known.ToUpperInvariant(), name.ToUpperInvariant()))!;
        bool isNear = EditDistance.Between(nearest.ToUpperInvariant(), name.ToUpperInvariant()) <= Math.Max(2, name.Length / 3);
        return $"{(isNear ? $"perhaps {nearest}; " : "")}one of {string.Join(", ", Readers.Keys)}";
    }

    /// <summary>One value of the file, read as what it should be.</summary>
    private readonly record struct Field(string File, string Name, JsonElement Value)
    {
        internal static string Describe(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => value.GetRawText(),
        };

        internal int WholeNumber() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out int number)
            ? number
            : throw Fault("a whole number");

        internal double[] Numbers() => Value.ValueKind switch
        {
            JsonValueKind.Number => [Value.GetDouble()],
            JsonValueKind.Array when Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) =>
                [.. Value.EnumerateArray().Select(item => item.GetDouble())],
            _ => throw Fault("a number or a list of numbers"),
        };

        internal string Text() => Value.ValueKind == JsonValueKind.String ? Letters(Value) : throw Fault("text in quotes");

        internal string[] Texts() =>
            Value.ValueKind == JsonValueKind.Array && Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. Value.EnumerateArray().Select(Letters)]
            : throw Fault("a list of names in quotes");

        internal T OneOf<T>()
            where T : struct, Enum
        {
            string text = Value.ValueKind == JsonValueKind.String ? Letters(Value) : "";
            foreach (T value in Enum.GetValues<T>())
            {
                if (InputSpecJson.Word<T>(value) == text)
                    return value;
            }

            throw Fault(string.Join(" or ", Enum.GetValues<T>().Select(value => $"\"{InputSpecJson.Word<T>(value)}\"")));
        }

        private string Letters(JsonElement text)
        {
            try
            {
                return text.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Fault("complete characters (an escaped surrogate lacks its pair)");
            }
        }

        private ModelFormatException Fault(string expected) => new(File, Name, Describe(Value), expected);
    }
}
