using System.Globalization;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Stability;

/// <summary>The folder of a repeated study: one run for each set of seeds, and the file that says how the verdicts agree.</summary>
internal static class StabilityFolder
{
    /// <summary>The file on all sets.</summary>
    public const string FileName = "stability.json";

    private const string Prefix = "seed-";

    /// <summary>The folder of one set's run.</summary>
    public static string RunOf(string folder, StudyOptions set) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{set.Seed}"));

    /// <summary>The folders of the runs in it; none where it is another folder.</summary>
    public static IEnumerable<string> RunsIn(string folder) =>
        Directory.EnumerateDirectories(folder, $"{Prefix}*", new EnumerationOptions());

    /// <summary>Refuses a folder with anything in it but such runs, whose seeds count up from the same first one.</summary>
    /// <exception cref="IOException">There is something else.</exception>
    public static void RefuseOthers(string folder, long firstSeed)
    {
        if (!Directory.Exists(folder))
            return;
        if (!Directory.EnumerateFileSystemEntries(folder).All(entry => IsOwn(Path.GetFileName(entry), firstSeed)))
            throw new IOException($"{folder}: contains files other than runs whose seeds count up from {firstSeed}; choose a new or empty "
                + $"folder with {CommonOptions.Out.Name}");
        AtomicFile.RemoveLeftovers(folder);
    }

    private static bool IsOwn(string name, long firstSeed) => name == FileName || AtomicFile.IsTemporary(name) || IsSet(name, firstSeed);

    private static bool IsSet(string name, long firstSeed) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long seed)
        && SeedSets.Has(firstSeed, seed);
}
