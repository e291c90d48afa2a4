using System.Globalization;
using System.Text.Json;

namespace Overtone.Studies.Runs;

/// <summary>The folder of one run: manifest, progress, and what the report writes. One process at a time works in it.</summary>
public sealed class RunFolder : IDisposable
{
    internal const string ManifestFileName = "run.json";

    /// <summary>The text with which <c>progress.jsonl</c> marks a finished trial that measured nothing yet.</summary>
    internal const string Preparation = "preparation";
    private const string ProgressFileName = "progress.jsonl", ErrorsFileName = "errors.log";
    private static readonly string[] OwnFiles = [".lock", ProgressFileName];
    private readonly FileLock _lock;
    private readonly StreamWriter _progress;

    private readonly string[] _made;

    private RunFolder(string path, FileLock held, string[] made)
    {
        FullPath = path;
        _lock = held;
        _made = made;
        _progress = new StreamWriter(Path.Combine(path, ProgressFileName), append: true) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>The folder that a run gets when none is named: <c>runs/STUDY-TIME</c> under the current folder.</summary>
    public static string DefaultPath(string study, DateTime now)
    {
        string path = Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{study}-{now:yyyyMMdd-HHmmss}"));
        return Enumerable.Range(2, 1000).Select(n => $"{path}-{n}").Prepend(path).First(p => !Directory.Exists(p));
    }

    /// <summary>
    /// Opens a folder for a run. It must be new, empty, hold a run of the same study with the same options, which then goes on, or hold one
    /// that measured nothing, whose place is taken.
    /// </summary>
    /// <exception cref="IOException">It holds something else, another process works in it, or it cannot be written.</exception>
    public static RunFolder Open(string path, RunManifest manifest)
    {
        path = Path.GetFullPath(path);
        string[] made = Missing(path);
        MakeWritable(path);
        bool isTakenOver = RefuseOthers(path, manifest);
        FileLock held = FileLock.TryTake(Path.Combine(path, ".lock"))
            ?? throw new IOException($"{path}: another process is using this run folder; wait for it or choose another with --out");
        AtomicFile.RemoveLeftovers(path);
        if (isTakenOver)
        {
            foreach (string name in (string[])[ManifestFileName, ProgressFileName, ErrorsFileName])
                File.Delete(Path.Combine(path, name));
        }

        return new RunFolder(path, held, made);
    }

    /// <summary>The manifest of the run in a folder.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RunManifest ReadManifest(string path)
    {
        string file = Path.Combine(path, ManifestFileName);
        if (!File.Exists(file))
            throw new FileNotFoundException(
                $"{path}: no run here (expected a file {ManifestFileName}); the command 'runs' lists the runs in a folder", file);
        return StoredFile.Read(file, "a run's manifest", () =>
        {
            RunManifest manifest = JsonSerializer.Deserialize<RunManifest>(File.ReadAllText(file), StudyJson.Strict)
                ?? throw StoredFile.Fault(file, "JSON", "null", "a run's manifest");
            if (manifest.Options.ValueKind != JsonValueKind.Object)
                throw StoredFile.Fault(file, "options", $"{manifest.Options.ValueKind}".ToLowerInvariant(), "an object");
            if (manifest.Trials.FirstOrDefault(key => !TrialRecordRules.IsName(key), "") is not "" and var stray)
                throw StoredFile.Fault(file, "trials", stray ?? "null", "keys of 32 hexadecimal digits");
            if (manifest.NotMeasured.Any(missing => missing is null))
                throw StoredFile.Fault(file, "notMeasured", "null", "trials with their reasons");
            if (manifest.Environment.Any(entry => entry.Value is null))
                throw StoredFile.Fault(file, "environment", "null", "texts");
            return manifest;
        });
    }

    /// <summary>The options of a run.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="type">The options of its study.</param>
    /// <exception cref="InvalidDataException">They are not that study's.</exception>
    public static StudyOptions ReadOptions(string path, RunManifest manifest, Type type) =>
        StoredFile.Read(Path.Combine(path, ManifestFileName), $"options of the study '{PrintableText.Cut(manifest.Study)}'", () =>
            (StudyOptions)manifest.Options.Deserialize(type, StudyJson.Compact)!);

    /// <summary>Writes the manifest.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(RunManifest manifest) =>
        AtomicFile.WriteText(Path.Combine(FullPath, ManifestFileName), JsonSerializer.Serialize(manifest, StudyJson.Indented));

    /// <summary>Appends one event to <c>progress.jsonl</c>.</summary>
    public void Append(TrialEvent e) => _progress.WriteLine(JsonSerializer.Serialize(e, StudyJson.Compact));

    /// <summary>Appends to <c>errors.log</c>.</summary>
    public void LogError(string text)
    {
        lock (_lock)
            File.AppendAllText(Path.Combine(FullPath, ErrorsFileName), text + "\n");
    }

    /// <summary>Ends the work in the folder. Where no run ever began, what was made for it is removed.</summary>
    public void Dispose()
    {
        _progress.Dispose();
        _lock.Dispose();
        if (!File.Exists(Path.Combine(FullPath, ManifestFileName)))
            RemoveOwn();
    }

    private void RemoveOwn()
    {
        foreach (string name in OwnFiles)
            File.Delete(Path.Combine(FullPath, name));
        foreach (string folder in _made.TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            Directory.Delete(folder);
    }

    private static void MakeWritable(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            using FileStream probe = new(
                AtomicFile.TemporaryPath(Path.Combine(path, "probe")),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"{path}: the run folder cannot be written ({e.Message.TrimEnd('.')}); choose another with --out", e);
        }
    }

    // The folders that do not exist yet, innermost first.
    private static string[] Missing(string path)
    {
        var missing = new List<string>();
        for (string? folder = path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Add(folder);
        return [.. missing];
    }

    // Whether the run that it holds gives way: one that ended before anything was measured, as with a wrong option.
    private static bool RefuseOthers(string path, RunManifest manifest)
    {
        if (File.Exists(Path.Combine(path, ManifestFileName)))
        {
            RunManifest found = ReadManifest(path);
            if (found.Study == manifest.Study && JsonElement.DeepEquals(found.Options, manifest.Options))
                return false;
            return found.Finished is null && !HasMeasured(path)
                ? true
                : throw new IOException($"{path}: contains a run of '{found.Study}' with other options; choose another folder with --out");
        }

        if (Directory.EnumerateFileSystemEntries(path)
            .Any(entry => !OwnFiles.Contains(Path.GetFileName(entry)) && !AtomicFile.IsTemporary(entry)))
        {
            throw new IOException($"{path}: contains other files and no run; choose a new or empty folder with --out");
        }

        return false;
    }

    private static bool HasMeasured(string path)
    {
        const string Finished = "\"kind\":\"finished\"", OfPreparation = $"\"text\":\"{Preparation}\"";
        string progress = Path.Combine(path, ProgressFileName);
        return File.Exists(progress) && File.ReadLines(progress).Any(line =>
            line.Contains(Finished, StringComparison.Ordinal) && !line.Contains(OfPreparation, StringComparison.Ordinal));
    }
}
