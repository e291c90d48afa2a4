namespace Overtone.Files;

/// <summary>Paths without links in them.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Where a path leads when every link on the way is followed; parts that do not exist stay as they are.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    internal static string Of(string path)
    {
        int links = 0;
        string full = Path.GetFullPath(path), real = Path.GetPathRoot(full)!;
        var left = new Stack<string>(Parts(full[real.Length..]).Reverse());
        while (left.TryPop(out string? part))
        {
            string next = Path.Combine(real, part);
            if (LinkOf(next) is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                throw new IOException($"{path}: links form a loop");
            string goal = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(goal)!;
            foreach (string step in Parts(goal[real.Length..]).Reverse())
                left.Push(step);
        }

        return real;
    }

    /// <summary>Whether a path lies in a folder or below it; both without links.</summary>
    internal static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? LinkOf(string path) =>
        Directory.Exists(path) ? new DirectoryInfo(path).LinkTarget : new FileInfo(path).LinkTarget;

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
