namespace Overtone.Reports.Tests;

/// <summary>A folder of its own for a test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("overtone-reports-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>All files, as paths relative to the folder.</summary>
    public IReadOnlyList<string> Files =>
    [
        .. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
