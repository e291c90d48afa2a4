namespace Overtone.Reports.Drawing;

/// <summary>The files embedded in this assembly.</summary>
internal static class Resources
{
    /// <summary>Opens an embedded file.</summary>
    /// <exception cref="InvalidOperationException">The file is not in the assembly: the build is broken.</exception>
    public static Stream Open(string name) =>
        typeof(Resources).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The file '{name}' is missing from the assembly "
            + $"{typeof(Resources).Assembly.GetName().Name}.");

    /// <summary>The text of an embedded file.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }
}
