namespace Overtone.Studies.Runs;

/// <summary>Writes files so that a reader sees the old content or the new, never half of it.</summary>
public static class AtomicFile
{
    /// <summary>Lets <paramref name="write"/> make a file under a temporary name beside <paramref name="path"/>, then renames it into place.</summary>
    /// <param name="path">The file's name in the end; its folder is made if need be.</param>
    /// <param name="write">Writes the file whose path it is given.</param>
    /// <exception cref="IOException">The file cannot be written; what was there before stays, and nothing else is left behind.</exception>
    public static void Write(string path, Action<string> write)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string partial = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
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

    /// <summary>Lets <paramref name="write"/> fill a stream the same way; the content is on the disk before the file takes its name.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before stays, and nothing else is left behind.</exception>
    public static void WriteStream(string path, Action<Stream> write) => Write(path, partial =>
    {
        using FileStream stream = new(partial, FileMode.CreateNew);
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Writes text (UTF-8) the same way.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there before stays, and nothing else is left behind.</exception>
    public static void WriteText(string path, string text) => WriteStream(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
