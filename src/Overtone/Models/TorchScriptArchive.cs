using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

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

    /// <exception cref="ModelFormatException">The archive is damaged, or its code calls operators from elsewhere.</exception>
    internal static void Require(string file)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            // Everything lies in one folder, whose name libtorch takes from the first entry.
            string folder = archive.Entries[0].FullName.Split('/')[0] + "/";
            Dictionary<string, string> texts = archive.Entries
                .Where(entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal)
                    && Path.GetExtension(entry.FullName) is ".py" or ".pkl")
                .ToDictionary(entry => entry.FullName[folder.Length..], entry => Read(file, entry));
            foreach ((_, string code) in texts.Where(text => text.Key.EndsWith(".py", StringComparison.Ordinal)))
            {
                RequireOperators(file, code);
                RequireTypes(file, code, texts);
            }
        }
        catch (InvalidDataException error)
        {
            throw new ModelFormatException(file, "TorchScript", "a damaged archive", "a whole file; copy it again", error);
        }
    }

    private static string Read(string file, ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using (Stream stream = entry.Open())
            stream.CopyTo(content);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        return Checksum(bytes) == entry.Crc32
            ? Encoding.UTF8.GetString(bytes)
            : throw new ModelFormatException(file, entry.FullName, "another checksum than the archive states",
                "a whole file; copy it again");
    }

    private static void RequireOperators(string file, string code)
    {
        foreach (Match call in Operator().Matches(code).Where(call => !KnownNamespaces.Contains(call.Groups["namespace"].Value)))
        {
            throw new ModelFormatException(
                file, "operator", $"{call.Groups["namespace"].Value}::{call.Groups["name"].Value}, which libtorch does not have",
                "a model of libtorch's own operators; ONNX may have it");
        }
    }

    // __torch__.a.b.Type stands in code/__torch__/a/b.py, and so does the value __torch__.a.b.Type.one of an enumeration.
    private static void RequireTypes(string file, string code, Dictionary<string, string> texts)
    {
        foreach (string type in TypeName().Matches(code).Select(match => match.Value).Distinct())
        {
            string[] parts = type.Split('.');
            if (!parts.AsSpan().StartsWith(["__torch__", "torch", "classes"]) && !Holds(parts[..^1], "")
                && !Holds(parts[..^2], $"class {parts[^2]}("))
                throw new ModelFormatException(file, "code", $"{type}, which the archive does not hold", "a whole file; copy it again");
        }

        bool Holds(string[] folders, string content) =>
            texts.TryGetValue($"code/{string.Join('/', folders)}.py", out string? text) && text.Contains(content, StringComparison.Ordinal);
    }

    /// <summary>The CRC-32 of zip archives; code is short, so bit by bit will do.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte part in bytes)
        {
            remainder ^= part;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder >> 1) ^ ((remainder & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~remainder;
    }

    [GeneratedRegex(@"\bops\.(?<namespace>\w+)\.(?<name>\w+)\(|__torch__\.torch\.classes\.(?<namespace>\w+)\.(?<name>\w+)")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\b__torch__(\.\w+)+")]
    private static partial Regex TypeName();
}
