namespace Overtone.Files;

/// <summary>
/// A file in the making, under a temporary name beside its own: it takes its name when it is complete, and replaces a file that is there;
/// disposed before, it leaves nothing behind and what was there untouched.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private bool _isComplete;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its name in the end.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public PartialFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_path, _partial) = (path, $"{path}.{Guid.NewGuid():N}.part");
        Content = new FileStream(_partial, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>What is written to it.</summary>
    public FileStream Content { get; }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">It cannot be given the name.</exception>
    public void Complete()
    {
        Content.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _isComplete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        if (!_isComplete)
            File.Delete(_partial);
    }
}
