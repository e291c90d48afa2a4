namespace Overtone.Studies.Runs;

/// <summary>Writes files so that a reader sees the old content or the new, never half of it.</summary>
internal static class AtomicFile
{
    private const string TemporaryExtension = ".partial";

    /// <summary>
    /// Lets <paramref name="write"/> make a file under a temporary name beside <paramref name="path"/>, then renames it into place.
    /// </summary>
    /// <param name="path">The file's name in the end; its folder is made if need be.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before stays, and nothing else is left behind.</exception>
    public static void Write(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string partial = TemporaryPath(path);
        try
        {
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>
    /// Lets <paramref name="write"/> fill a stream the same way; the content is on the disk before the file takes its name.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; what was there before stays, and nothing else is left behind.</exception>
    public static void WriteStream(string path, Action<Stream> write) => Write(path, partial =>
    {
        using FileStream stream = new(partial, FileMode.CreateNew);
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Writes text (UTF-8) the same way.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before stays, and nothing else is left behind.</exception>
    public static void WriteText(string path, string text) =>
        WriteStream(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>A fresh temporary name beside <paramref name="path"/>, which tells the process that made it.</summary>
    internal static string TemporaryPath(string path) =>
        Path.Combine(
            Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{ProcessMark.NewName()}{TemporaryExtension}");

    /// <summary>Whether a file is one that a write made under its temporary name, or left there when its process was killed.</summary>
    internal static bool IsTemporary(string path) =>
        Path.GetFileName(path) is ['.', .. string name] && name.EndsWith(TemporaryExtension, StringComparison.Ordinal)
        && ProcessMark.Marks(name[..^TemporaryExtension.Length]);

    /// <summary>
    /// Removes what killed processes left under temporary names in a folder and below: only where a process is certainly gone, and nothing
    /// beyond a link.
    /// </summary>
    internal static void RemoveLeftovers(string folder)
    {
        var below = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (string file in Directory.EnumerateFiles(folder, $".*{TemporaryExtension}", below))
        {
            if (IsTemporary(file) && ProcessMark.IsGone(Path.GetFileName(file)[..^TemporaryExtension.Length]))
                File.Delete(file);
        }
    }
}
