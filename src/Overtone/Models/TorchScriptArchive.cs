using System.Text;
using System.Text.RegularExpressions;
using Overtone.Files;

namespace Overtone.Models;

/// <summary>
/// Looks into a TorchScript archive before libtorch does. Where libtorch finds code it cannot compile, it throws an error that
/// TorchSharp 0.107 does not catch, and the program ends; so damaged code, and operators that libtorch does not have, are found here.
/// </summary>
internal static partial class TorchScriptArchive
{
    // What libtorch itself registers; anything else comes from a library that only its Python package loads.
    private static readonly string[] KnownNamespaces = ["aten", "prim", "prims", "quantized", "quantized_decomposed", "mkldnn",
        "mkldnn_prepacked", "profiler"];

    private const string Constructor = ".__new__";

    private const string Whole = "a whole file; copy it again";

    // Code and pickles are looked at in memory. Longer ones are vocabularies and the like, without a type in them.
    private const long LongestText = 64 << 20;

    /// <summary>Checks a file; gives its code and its pickles, by their names in the archive's folder.</summary>
    /// <exception cref="ModelFormatException">
    /// The archive is damaged (every content must have its checksum, the weights' too), or its code calls operators from elsewhere.
    /// </exception>
    internal static IReadOnlyDictionary<string, string> Require(string file) => ModelFile.Guard(file, "an intact TorchScript file", () =>
    {
        using var archive = new ZipContents(
            ModelFile.Open(file, "a TorchScript file"), file, Whole, ModelFile.Fault, limits: null, "TorchScript");
        string folder = FolderOf(file, archive);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in archive.Names)
        {
            if (Read(archive, entry) is { } text)
                texts.Add(entry[folder.Length..], text);
        }

        foreach ((string name, string text) in texts)
        {
            if (name.EndsWith(".py", StringComparison.Ordinal))
            {
                RequireOperators(file, text);
                RequireTypes(file, text, texts);
            }
            else
            {
                RequireClasses(file, name, text, texts);
            }
        }

        return texts;
    });

    // Everything lies in one folder, whose name libtorch takes from the first entry; what lies elsewhere it would not find.
    private static string FolderOf(string file, ZipContents archive)
    {
        string folder = archive.Names.Count > 0
            ? archive.Names[0].Split('/')[0] + "/"
            : throw new ModelFormatException(file, "archive", "no entry", "a TorchScript file");
        return archive.Names.FirstOrDefault(name => !name.StartsWith(folder, StringComparison.Ordinal)) is { } outside
            ? throw new ModelFormatException(
                file, $"entry {outside}", $"a name outside the folder {folder}", "all of a model in one folder; copy the file again")
            : folder;
    }

    /// <summary>Reads an entry to its end, where its checksum is compared; null unless it is code or a pickle.</summary>
    private static string? Read(ZipContents archive, string entry)
    {
        using Stream stream = archive.Open(entry);
        if (Path.GetExtension(entry) is not (".py" or ".pkl") || archive.LengthOf(entry) > LongestText)
        {
            stream.CopyTo(Stream.Null, 1 << 20);
            return null;
        }

        // In a pickle, Latin letters stand for bytes one by one.
        using var reader = new StreamReader(stream, Path.GetExtension(entry) == ".py" ? Encoding.UTF8 : Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static void RequireOperators(string file, string code)
    {
        foreach (Match call in Operator().Matches(code).Where(call => !KnownNamespaces.Contains(call.Groups["namespace"].Value)))
        {
            throw new ModelFormatException(
                file, "operator", $"{call.Groups["namespace"].Value}::{call.Groups["name"].Value}, which libtorch does not have",
                "a model that uses only libtorch's own operators; ONNX may support this one");
        }
    }

    // __torch__.a.b.Type stands in code/__torch__/a/b.py, and so does the value __torch__.a.b.Type.one of an enumeration.
    private static void RequireTypes(string file, string code, Dictionary<string, string> texts)
    {
        foreach (string type in TypeName().Matches(code).Select(match => match.Value).Distinct())
        {
            // __torch__.a.b.Type.__new__ makes one.
            string name = type.EndsWith(Constructor, StringComparison.Ordinal) ? type[..^Constructor.Length] : type;
            string[] parts = name.Split('.');
            if (!parts.AsSpan().StartsWith(["__torch__", "torch", "classes"]) && !Holds(parts[..^1], "")
                && !Holds(parts[..^2], $"class {parts[^2]}("))
                throw new ModelFormatException(file, "code", $"{type}, which the archive does not hold", Whole);
        }

        bool Holds(string[] folders, string content) =>
            texts.TryGetValue($"code/{string.Join('/', folders)}.py", out string? text) && text.Contains(content, StringComparison.Ordinal);
    }

    // Where libtorch finds a class in a pickle that the code does not define, the program ends.
    private static void RequireClasses(string file, string entry, string pickle, Dictionary<string, string> texts)
    {
        foreach (Match type in PickledClass().Matches(pickle))
        {
            string module = type.Groups["module"].Value, name = type.Groups["name"].Value;
            bool isKnown =
                module.StartsWith("__torch__.torch.classes", StringComparison.Ordinal)
                || (
                    texts.TryGetValue($"code/{module.Replace('.', '/')}.py", out string? code)
                    && code.Contains($"class {name}(", StringComparison.Ordinal));
            if (!isKnown)
                throw new ModelFormatException(
                    file, $"class in {entry}", $"{module}.{name}, which the archive's code does not define", Whole);
        }
    }

    [GeneratedRegex(@"\bops\.(?<namespace>\w+)\.(?<name>\w+)\(|__torch__\.torch\.classes\.(?<namespace>\w+)\.(?<name>\w+)")]
    private static partial Regex Operator();

    [GeneratedRegex(@"c(?<module>__torch__(\.\w+)*)\n(?<name>\w+)\n")]
    internal static partial Regex PickledClass();

    [GeneratedRegex(@"\b__torch__(\.\w+)+")]
    private static partial Regex TypeName();
}
