using System.Text.Json;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Runs;

/// <summary>
/// Finished trials on disk, by study and key, shared by all runs and safe for several processes: a trial appears in one step and
/// whole, and is measured by one process at a time.
/// </summary>
public sealed class TrialStore
{
    internal const string RecordFileName = "trial.json";

    /// <summary>Opens the store in <paramref name="folder"/>, which is made when missing.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public TrialStore(string folder)
        : this(folder, isMade: true)
    {
    }

    private TrialStore(string folder, bool isMade)
    {
        Folder = Path.GetFullPath(folder);
        if (isMade)
            Make();
    }

    /// <summary>The store in a folder as it is, be it missing: it is read and nothing is made.</summary>
    internal static TrialStore AsItIs(string folder) => new(folder, isMade: false);

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// The finished trial, or null when there is none. When its files don't match their checksums, it is set aside,
    /// <paramref name="problem"/> says so, and the trial counts as not measured.
    /// </summary>
    public StoredTrial? Find(Trial trial, out string? problem)
    {
        problem = null;
        string folder = FolderOf(trial.Study, trial.Key);
        if (!File.Exists(Path.Combine(folder, RecordFileName)))
            return null;
        try
        {
            return Load(folder);
        }
        catch (InvalidDataException e)
        {
            problem = $"{e.Message}; the stored trial is set aside and measured again";
            SetAside(folder);
            return null;
        }
    }

    /// <summary>The finished trial with that key; null when there is none.</summary>
    /// <exception cref="InvalidDataException">A file does not match its checksum.</exception>
    public StoredTrial? Find(string study, string key)
    {
        string folder = FolderOf(study, key);
        return File.Exists(Path.Combine(folder, RecordFileName)) ? Load(folder) : null;
    }

    internal static string TableFileName(string table) => table + ".parquet";

    internal string TrialsPath => Path.Combine(Folder, "trials");

    internal string FolderOf(string study, string key) => Path.Combine(TrialsPath, study, key);

    internal string CheckpointsPath => Path.Combine(Folder, "checkpoints");

    internal string CorruptPath => Path.Combine(Folder, "corrupt");

    internal string CheckpointPath(string key) => Path.Combine(CheckpointsPath, key + ".bin");

    internal string ChecksumsPath => Path.Combine(Folder, "checksums.json");

    /// <summary>Opens an artefact of a finished trial.</summary>
    /// <param name="study">The id of the trial's study.</param>
    /// <param name="key">The trial's key.</param>
    /// <param name="name">The artefact's name.</param>
    /// <exception cref="FileNotFoundException">The trial has none of that name.</exception>
    public Stream OpenArtefact(string study, string key, string name)
    {
        string path = Path.Combine(FolderOf(study, key), name);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new FileNotFoundException($"{path}: the trial has no artefact of that name", path);
    }

    /// <summary>
    /// Takes the lock of a trial; null when another process holds it. The system frees it when the process ends, however it ends.
    /// </summary>
    internal FileLock? TryLock(string key) => FileLock.TryTake(Path.Combine(Folder, "locks", key + ".lock"));

    /// <summary>Says which trials a run works with, until it is disposed.</summary>
    internal StoreUse Use() => StoreUse.Begin(Path.Combine(Folder, "uses"));

    /// <summary>
    /// The trials that runs work with, whichever process and host they are on, or worked with until after a time. None begins to work with
    /// another one until the answer is disposed.
    /// </summary>
    internal UsesAtRest HoldUses(DateTime since, CancellationToken cancellation) =>
        UsesAtRest.Take(Path.Combine(Folder, "uses"), since, cancellation);

    internal TrialWriter Begin(Trial trial) => new(trial, NewPartialPath(), FolderOf(trial.Study, trial.Key));

    /// <summary>A folder for what is half-written or half-deleted; see <see cref="RemoveLeftovers"/>.</summary>
    internal string NewPartialPath() => Path.Combine(Folder, "partial", ProcessMark.NewName());

    /// <summary>Removes what killed processes of this host left half-written.</summary>
    internal void RemoveLeftovers()
    {
        AtomicFile.RemoveLeftovers(CheckpointsPath);
        foreach (string folder in Directory.GetDirectories(Path.Combine(Folder, "partial"))
            .Where(folder => ProcessMark.IsGone(Path.GetFileName(folder))))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another run removed it at the same moment.
            }
        }
    }

    private void Make()
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(Folder, "locks"));
            Directory.CreateDirectory(Path.Combine(Folder, "partial"));
            Directory.CreateDirectory(CheckpointsPath);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"{Folder}: the trial store cannot be written ({e.Message.TrimEnd('.')}); choose another folder "
                + "with --store or OVERTONE_HOME", e);
        }
    }

    private static StoredTrial Load(string folder)
    {
        string path = Path.Combine(folder, RecordFileName);
        return StoredFile.Read(path, "the record of a trial", () =>
        {
            TrialRecord record = JsonSerializer.Deserialize<TrialRecord>(File.ReadAllText(path), StudyJson.Strict)
                ?? throw StoredFile.Fault(path, "JSON", "null", "the record of a trial");
            TrialRecordRules.Require(record, path, Path.GetFileName(folder));
            foreach ((string name, string checksum) in record.Artefacts)
                Check(Path.Combine(folder, name), checksum);
            return new StoredTrial(record.Trial, folder, [.. record.Tables.Select(table => LoadTable(folder, table.Key, table.Value))]);
        });
    }

    private static Table LoadTable(string folder, string name, string checksum)
    {
        string path = Path.Combine(folder, TableFileName(name));
        Check(path, checksum);
        return TableFile.ReadChecked(path, name);
    }

    private static void Check(string path, string checksum)
    {
        if (!File.Exists(path))
            throw StoredFile.Fault(path, "file", "none", "the file that its trial names");
        string found = Checksum.OfFile(path);
        if (found != checksum)
            throw StoredFile.Fault(path, "checksum", $"{found[..12]}…", $"{checksum[..12]}…, as its trial states");
    }

    private void SetAside(string folder)
    {
        string corrupt = Path.Combine(CorruptPath, $"{Path.GetFileName(folder)}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.GetDirectoryName(corrupt)!);
        Directory.Move(folder, corrupt);
    }
}
