using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Overtone.Models;

/// <summary>
/// A TorchScript model whose forward gives a dictionary of tensors, which TorchSharp 0.107 cannot hand on. So libtorch is given an archive
/// whose forward calls the model's own, under another name, and takes one value out of what it gives.
/// </summary>
internal sealed partial class DictionaryOutput
{
    private const string Own = "forward_of_dictionary", Wanted = "NAME";

    private readonly string _entry;
    private readonly string _code;

    private DictionaryOutput(IReadOnlyList<string> names, string entry, string code) => (Names, _entry, _code) = (names, entry, code);

    /// <summary>The names of its values, as far as they stand in the code.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>What a model's code says; null where its forward gives something else.</summary>
    /// <param name="texts">Code and pickles by their names in the archive's folder.</param>
    internal static DictionaryOutput? Of(IReadOnlyDictionary<string, string> texts)
    {
        // The first class of the pickle is the model's.
        string pickle = texts.GetValueOrDefault("data.pkl", "");
        if (TorchScriptArchive.PickledClass().Match(pickle) is not { Success: true } root)
            return null;
        string entry = $"code/{root.Groups["module"].Value.Replace('.', '/')}.py";
        if (!texts.TryGetValue(entry, out string? code))
            return null;
        int start = code.IndexOf($"class {root.Groups["name"].Value}(", StringComparison.Ordinal);
        Match forward = start < 0 ? Match.Empty : Forward().Match(code, start);
        if (!forward.Success || NextClass().Match(code, start + 1) is { Success: true } next && next.Index < forward.Index)
            return null;
        string body = code[(forward.Index + forward.Length)..];
        string[] names = [.. Key().Matches(body).Select(match => match.Groups["name"].Value).Distinct()];
        string arguments = string.Concat(
            Argument().Matches(forward.Groups["arguments"].Value).Select(match => $"{match.Groups["name"].Value}, "));
        string self = forward.Groups["self"].Value;
        string taking = $"""
              def forward({self}: {forward.Groups["type"].Value}{forward.Groups["arguments"].Value}) -> Tensor:
                values = ({self}).{Own}({arguments})
                return values["{Wanted}"]

            """.ReplaceLineEndings("\n");
        return new DictionaryOutput(
            names, entry, code[..forward.Index] + taking + $"  def {Own}(" + code[(forward.Index + "  def forward(".Length)..]);
    }

    /// <summary>The archive whose forward gives one of the values.</summary>
    internal byte[] Archive(string file, string name)
    {
        using var changed = new MemoryStream();
        using (ZipArchive source = ZipFile.OpenRead(file), target = new(changed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                using Stream to = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                if (entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..] == _entry)
                {
                    to.Write(Encoding.UTF8.GetBytes(_code.Replace($"\"{Wanted}\"", $"\"{name}\"", StringComparison.Ordinal)));
                    continue;
                }

                using Stream from = entry.Open();
                from.CopyTo(to);
            }
        }

        return changed.ToArray();
    }

    [GeneratedRegex(@"  def forward\((?<self>\w+): (?<type>[\w.]+)(?<arguments>[^)]*)\) -> Dict\[str, Tensor\]:\n")]
    private static partial Regex Forward();

    [GeneratedRegex(@"(?<=[,\s])(?<name>\w+): ")]
    private static partial Regex Argument();

    [GeneratedRegex(@"^class ", RegexOptions.Multiline)]
    private static partial Regex NextClass();

    [GeneratedRegex("\"(?<name>[^\"\\\\]+)\": ")]
    private static partial Regex Key();
}
