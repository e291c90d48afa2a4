namespace Overtone.Data.Snapshots;

/// <summary>Arrays by name: the .npy files of a folder, or those inside an .npz file.</summary>
/// <remarks>Source: numpy.save and numpy.savez.</remarks>
public abstract class ArraySource : IDisposable
{
    /// <summary>A source of arrays.</summary>
    /// <param name="path">The folder or the file.</param>
    protected ArraySource(string path) => Path = path;

    /// <summary>The folder or the file.</summary>
    public string Path { get; }

    /// <summary>The arrays' names, without <c>.npy</c>, in ordinal order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Opens a folder, an .npz file, or a folder whose one file with arrays is an .npz file.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="DataFormatException">There is nothing there, or something else.</exception>
    public static ArraySource Open(string path) => DataFile.Guard(path, "a folder of .npy files, or an .npz file", () => Find(path));

    private static ArraySource Find(string path)
    {
        if (Directory.Exists(path))
        {
            string[] archives = Directory.GetFiles(path, "*.npz");
            return archives.Length == 1 && Directory.GetFiles(path, "*.npy").Length == 0 ? new NpzArrays(archives[0]) : new NpyFolder(path);
        }

        return System.IO.Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase)
            ? new NpzArrays(path)
            : throw new DataFormatException(path, "content", File.Exists(path) ? "a file" : "nothing", "a folder of .npy files, or an .npz "
                + "file");
    }

    /// <summary>Whether there is an array of a name.</summary>
    public bool Contains(string array) => Names.Contains(array);

    /// <summary>What errors call an array.</summary>
    public abstract string Describe(string array);

    /// <summary>The files that an array's numbers depend on.</summary>
    public abstract string FileOf(string array);

    /// <summary>Opens an array to be read from its beginning.</summary>
    /// <exception cref="DataFormatException">There is none, or it is none of the kind that is read.</exception>
    public abstract NpyRows OpenRows(string array);

    /// <summary>
    /// What is there of an array that is still being written, against what its header promises; null for one that is whole.
    /// </summary>
    public abstract UnfinishedArray? Unfinished(string array);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>An array whose file is shorter than it will be.</summary>
/// <param name="Name">What errors call it.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Expected">The length it will have; null while the header is not there.</param>
/// <remarks>Source: Overtone's own.</remarks>
public sealed record UnfinishedArray(string Name, long Bytes, long? Expected)
{
    /// <summary>The same as an error.</summary>
    public DataFormatException ToFault() =>
        new(Name, "length", $"{Bytes} bytes (truncated, or still being written)", Expected is { } all ? $"{all}" : "a whole .npy file");
}
