using System.Text.RegularExpressions;

namespace Overtone.Studies.Runs;

/// <summary>What a stored trial's record must satisfy before any file that it names is looked at.</summary>
internal static partial class TrialRecordRules
{
    /// <summary>Throws for the first member that is missing or cannot be.</summary>
    /// <exception cref="InvalidDataException">The record is not one that was written for this trial.</exception>
    public static void Require(TrialRecord record, string path, string key)
    {
        if (record.Trial.Key != key)
            throw StoredFile.Fault(path, "trial", "the content of another trial", $"that of the trial with the key {key}");
        (string Kind, IReadOnlyDictionary<string, string> Files)[] all = [("tables", record.Tables), ("artefacts", record.Artefacts)];
        foreach ((string kind, IReadOnlyDictionary<string, string> files) in all)
        {
            foreach ((string name, string? checksum) in files)
            {
                if (!IsFileName(name))
                    throw StoredFile.Fault(path, kind, $"the name '{name}'", "the name of a file in the trial's own folder");
                if (checksum is null || !Checksum().IsMatch(checksum))
                    throw StoredFile.Fault(path, $"{kind}.{name}", checksum ?? "null", "a SHA-256 checksum in hexadecimal");
            }
        }
    }

    /// <summary>
    /// Whether a text names a trial as manifests do: by its key, after another study's id and a slash where it is that study's.
    /// </summary>
    public static bool IsName(string? text) => text is not null && Name().IsMatch(text);

    /// <summary>A trial's key where it stands in a longer text.</summary>
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")]
    public static partial Regex KeyInText();

    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= 200 && name is not ("." or "..") && name.IndexOfAny(['/', '\\', '\0']) < 0 && !Path.IsPathRooted(name);

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Checksum();

    [GeneratedRegex(@"\A([a-z0-9][a-z0-9-]*/)?[0-9a-f]{32}\z")]
    private static partial Regex Name();
}
