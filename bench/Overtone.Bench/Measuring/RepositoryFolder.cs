namespace Overtone.Bench.Measuring;

/// <summary>The folder of the repository this program was built in.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the repository.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Overtone.slnx")))
                return at.FullName;
        }

        throw new IOException("The benchmarks run inside the repository: no folder above this program holds Overtone.slnx.");
    }
}
