namespace Overtone.Tests;

/// <summary>An empty folder that goes away with everything in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("overtone-").FullName;

    /// <summary>A path below, whose folder exists.</summary>
    internal string this[string name]
    {
        get
        {
            var path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return path;
        }
    }

    internal string Write(string name, params byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    internal string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
