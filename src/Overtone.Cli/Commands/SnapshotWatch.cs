using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Hosting;

namespace Overtone.Cli.Commands;

/// <summary>
/// Waits for prediction files in a folder that are new or that were overwritten. A file that is shorter than its header promises is still
/// being written: it is waited for, and named when it stops growing.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class SnapshotWatch(string folder, TimeProvider clock) : IFollowed
{
    private const int Fewest = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, FileState> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Bytes, long Since)> _unfinished = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public bool HasMore => _seen.Any(file => StateOf(file.Key) != file.Value);

    public void Wait(Action<string> tell, CancellationToken cancellation)
    {
        while (!HasNews(tell))
        {
            cancellation.WaitHandle.WaitOne(Poll);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private bool HasNews(Action<string> tell)
    {
        if (!Directory.Exists(folder) || Missing() is not null)
        {
            Tell(Directory.Exists(folder) ? Missing()! : $"{folder}: waiting for the folder", tell);
            return false;
        }

        using ArraySource source = ArraySource.Open(folder);
        foreach (string array in new[] { SavedTraining.Predictions, SavedTraining.Steps })
        {
            if (source.Contains(array))
                throw new DataFormatException(source.Describe(array), "file", "one with --watch", "none: while watching, prediction "
                    + "files are named by their step");
        }

        string[] numbered = [.. source.Names.Where(name => name.All(char.IsAsciiDigit))];
        bool inputsAreWhole = Whole(source, tell, SavedTraining.Inputs, SavedTraining.Targets).Length == Fewest;
        string[] whole = Whole(source, tell, numbered);
        if (!inputsAreWhole || whole.Length < Fewest)
        {
            if (whole.Length < Fewest)
                Tell($"{folder}: waiting for {Fewest} prediction files; {whole.Length} so far", tell);
            return false;
        }

        bool isNew = false;
        foreach (string array in whole.Concat([SavedTraining.Inputs, SavedTraining.Targets]))
        {
            FileState state = StateOf(array);
            isNew |= !_seen.TryGetValue(array, out FileState seen) || seen != state;
            _seen[array] = state;
        }

        return isNew;
    }

    private FileState StateOf(string array)
    {
        var file = new FileInfo(Path.Combine(folder, array + ".npy"));
        return file.Exists ? new FileState(file.Length, file.LastWriteTimeUtc) : default;
    }

    private string? Missing() => new[] { SavedTraining.Inputs, SavedTraining.Targets }
        .Where(array => !File.Exists(Path.Combine(folder, array + ".npy")))
        .Select(array => $"{folder}: waiting for {array}.npy").FirstOrDefault();

    private string[] Whole(ArraySource source, Action<string> tell, params string[] arrays) =>
        [.. arrays.Where(array => IsWhole(source, array, tell))];

    private bool IsWhole(ArraySource source, string array, Action<string> tell)
    {
        if (_seen.TryGetValue(array, out FileState seen) && seen == StateOf(array))
            return true;
        if (source.Unfinished(array) is not { } unfinished)
            return true;
        if (!_unfinished.TryGetValue(array, out (long Bytes, long Since) last) || last.Bytes != unfinished.Bytes)
            _unfinished[array] = last = (unfinished.Bytes, clock.GetTimestamp());
        if (clock.GetElapsedTime(last.Since) >= Patience)
            Tell($"{unfinished.Name}: incomplete, {unfinished.Bytes} of "
                + $"{(unfinished.Expected is { } all ? $"{all}" : "an unknown number of")} bytes for {Patience.TotalSeconds:0} seconds; "
                + "waiting for the rest, and skipping it until then", tell);
        return false;
    }

    private void Tell(string text, Action<string> tell)
    {
        if (_told.Add(text))
            tell(text);
    }

    private readonly record struct FileState(long Bytes, DateTime Written);
}
