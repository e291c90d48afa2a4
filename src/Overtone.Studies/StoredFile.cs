using System.Text.Json;

namespace Overtone.Studies;

/// <summary>
/// The one boundary round what is read back from the disk: whatever a damaged file brings about becomes an
/// <see cref="InvalidDataException"/> that names the file, the field, what was found and what was expected. That a file is missing or may
/// not be read stays what it is.
/// </summary>
internal static class StoredFile
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should be, for example <c>a run's manifest</c>.</param>
    /// <param name="read">Reads it.</param>
    public static T Read<T>(string path, string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException error)
        {
            string index = error.Path is { Length: > 1 } field ? field.TrimStart('$', '.') : "JSON";
            throw Fault(path, index, $"a missing or invalid value (line {(error.LineNumber ?? 0) + 1})", expected, error);
        }
        catch (OutOfMemoryException error)
        {
            throw Fault(path, "size", "more than fits into memory", expected, error);
        }
        catch (Exception error) when (!IsClear(error))
        {
            throw Fault(path, "content", "damaged data", expected, error);
        }
    }

    private static bool IsClear(Exception error) =>
        error is InvalidDataException or IOException or UnauthorizedAccessException or OperationCanceledException;

    /// <summary>The fault of one field of a file.</summary>
    public static InvalidDataException Fault(string path, string field, string found, string expected, Exception? cause = null) =>
        new($"{PrintableText.Lines(path)}: {PrintableText.Cut(field)}: found {Named(found)}, expected {expected}", cause);

    private static string Named(string found) => string.IsNullOrWhiteSpace(found) ? "nothing" : PrintableText.Cut(found);
}
