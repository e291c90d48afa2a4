using System.Runtime.InteropServices;

namespace Overtone.Files;

/// <summary>Makes the fault of a kind of input: of data or of a model.</summary>
internal delegate InputFaultException MakeFault(string file, string field, string found, string expected, Exception? cause);

/// <summary>
/// The one boundary round every reader. A reader names the field at fault where it can; whatever else a damaged file brings about, in our
/// own code or in a library's, leaves as the fault of that file and not as an error of the program.
/// </summary>
internal static class ReaderBoundary
{
    /// <summary>Reads, and turns every other exception into the reader's own.</summary>
    /// <param name="file">The file, as faults name it.</param>
    /// <param name="expected">What the file should have been, for example <c>an intact .npz file of numpy.savez</c>.</param>
    /// <param name="fault">The reader's own exception.</param>
    /// <param name="read">Reads the file.</param>
    internal static T Read<T>(string file, string expected, MakeFault fault, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (InputFaultException or OperationCanceledException))
        {
            throw Translate(file, expected, fault, error);
        }
    }

    private static InputFaultException Translate(string file, string expected, MakeFault fault, Exception error) => error switch
    {
        // Several threads read images; the first fault is the one to mend.
        AggregateException { InnerException: InputFaultException first } => first,
        AggregateException { InnerException: { } inner } => Translate(file, expected, fault, inner),
        FileNotFoundException or DirectoryNotFoundException => fault(file, "file", "none", expected, error),
        UnauthorizedAccessException => fault(file, "file", "one without read permission", "a readable file", error),
        OutOfMemoryException => fault(file, "size", "more than fits into memory", "an input that fits into memory", error),
        OverflowException => fault(file, "sizes", "numbers whose product is too large", expected, error),
        // The system's own words, and those of the libraries that unpack: they say what is wrong.
        IOException or InvalidDataException => fault(file, "content", $"\"{error.Message.TrimEnd('.')}\"", expected, error),
        ExternalException => fault(file, "content", $"\"{error.Message.Split('\n')[0].TrimEnd('.')}\"", expected, error),
        _ => fault(file, "content", "damaged data", expected, error),
    };
}
