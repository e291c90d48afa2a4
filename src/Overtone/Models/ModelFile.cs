using Overtone.Files;

namespace Overtone.Models;

/// <summary>
/// Opens model files and what lies beside them, and turns what can go wrong there into a <see cref="ModelFormatException"/>.
/// </summary>
internal static class ModelFile
{
    /// <summary>The one boundary round every reader of models: what is not yet a <see cref="ModelFormatException"/> becomes one.</summary>
    internal static T Guard<T>(string file, string expected, Func<T> read) => ReaderBoundary.Read(file, expected, Fault, read);

    /// <summary>Opens a file that is there; what only looks like one, for example a pipe, is refused before it is opened.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should be.</param>
    internal static FileStream Open(string path, string expected)
    {
        RequireRegular(path, expected);
        if (!File.Exists(path))
            throw new ModelFormatException(path, "file", "none", expected);
        return Guard(path, expected, () => File.OpenRead(path));
    }

    /// <summary>Refuses pipes, devices, sockets and folders; a file that is not there passes.</summary>
    internal static void RequireRegular(string path, string expected)
    {
        if (FileKind.UnlessRegular(path) is { } other)
            throw new ModelFormatException(path, "file", other, expected);
    }

    internal static InputFaultException Fault(string file, string field, string found, string expected, Exception? cause) =>
        new ModelFormatException(file, field, found, expected, cause);
}
