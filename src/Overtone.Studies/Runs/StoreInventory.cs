using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>A trial in the store as its folder shows it: nothing of it is read.</summary>
/// <param name="Trial">Which one.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Bytes">The size of its files.</param>
/// <param name="Measured">When it was stored (UTC).</param>
internal sealed record StoreEntry(TrialReference Trial, string Folder, long Bytes, DateTime Measured)
{
    /// <summary>Its record; null where there is none any more, or a damaged one.</summary>
    public TrialRecord? ReadRecord()
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(Folder, TrialStore.RecordFileName));
            return JsonSerializer.Deserialize<TrialRecord>(text, StudyJson.Strict);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a store holds.</summary>
internal static class StoreInventory
{
    /// <summary>The studies with trials in the store, by name.</summary>
    public static IReadOnlyList<string> Studies(TrialStore store) => Directory.Exists(store.TrialsPath)
        ? [.. Directory.GetDirectories(store.TrialsPath).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The trials of a study. What is deleted meanwhile is left out.</summary>
    public static IEnumerable<StoreEntry> Trials(TrialStore store, string study)
    {
        var folder = new DirectoryInfo(Path.Combine(store.TrialsPath, study));
        return folder.Exists ? folder.EnumerateDirectories().Select(trial => Entry(study, trial)).OfType<StoreEntry>() : [];
    }

    /// <summary>The size of the files in a folder and below, in bytes; 0 where there is none.</summary>
    public static long SizeOf(string folder)
    {
        var below = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", below).Sum(file => file.Length);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            return 0;
        }
    }

    private static StoreEntry? Entry(string study, DirectoryInfo folder)
    {
        if (!TrialRecordRules.IsName(folder.Name))
            return null;
        var record = new FileInfo(Path.Combine(folder.FullName, TrialStore.RecordFileName));
        return record.Exists
            ? new StoreEntry(new TrialReference(study, folder.Name), folder.FullName, SizeOf(folder.FullName), record.LastWriteTimeUtc)
            : null;
    }
}
