namespace Overtone.Reports.Files;

/// <summary>Writes files of which a reader sees all or nothing.</summary>
internal static class AtomicFile
{
    /// <summary>Lets <paramref name="write"/> make a file under a temporary name beside <paramref name="path"/>, then renames it.</summary>
    /// <param name="path">The file's name in the end; its folder is made if need be.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind.</exception>
    public static void Write(string path, Action<string> write)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = $"{full}.{Guid.NewGuid():N}.partial";
        try
        {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind.</exception>
    public static void WriteText(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));
}
