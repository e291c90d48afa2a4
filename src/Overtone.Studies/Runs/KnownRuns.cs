namespace Overtone.Studies.Runs;

/// <summary>The runs in some folders, and the trials that they name.</summary>
/// <param name="Folders">The runs' folders.</param>
/// <param name="Problems">What cannot be read of them, a sentence each.</param>
/// <param name="Trials">The trials that they name.</param>
internal sealed record KnownRuns(IReadOnlyList<string> Folders, IReadOnlyList<string> Problems, IReadOnlySet<TrialReference> Trials)
{
    // Runs lie in 'runs' of a project as a rule; a whole home folder is looked through in seconds.
    private const int Depth = 4;

    /// <summary>Finds the runs in folders and below them, a few folders deep, but for what is beyond links.</summary>
    /// <exception cref="DirectoryNotFoundException">A folder is not there.</exception>
    public static KnownRuns In(IReadOnlyList<string> folders)
    {
        var below = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = Depth,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        string[] runs =
        [
            .. folders.SelectMany(folder => Directory.EnumerateFiles(Existing(folder), RunFolder.ManifestFileName, below))
                .Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!)
                .Distinct(StringComparer.Ordinal),
        ];
        var problems = new List<string>();
        HashSet<TrialReference> trials = [.. runs.SelectMany(run => TrialsOf(run, problems))];
        return new KnownRuns(runs, problems, trials);
    }

    private static IReadOnlyList<TrialReference> TrialsOf(string run, List<string> problems)
    {
        try
        {
            RunManifest manifest = RunFolder.ReadManifest(run);
            return [.. manifest.Trials.Select(name => TrialReference.Read(name, manifest.Study))];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(e.Message);
            return [];
        }
    }

    private static string Existing(string folder) => Directory.Exists(folder)
        ? folder
        : throw new DirectoryNotFoundException($"{folder}: no such folder; give folders that contain runs");
}
