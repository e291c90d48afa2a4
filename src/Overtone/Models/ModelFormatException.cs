namespace Overtone.Models;

/// <summary>
/// A model, or the description of its input, that Overtone cannot use. The message reads
/// <c>net.onnx: input images: found double numbers, expected float32 (...)</c>, so that whoever supplied the file can mend it.
/// </summary>
/// <remarks>Source: Overtone's own convention, as of its data readers.</remarks>
public sealed class ModelFormatException : Exception
{
    /// <summary>Describes one fault of one model or side file.</summary>
    /// <param name="file">The file or folder, as the user would recognise it; kept as given.</param>
    /// <param name="field">What in it is at fault, for example <c>output logits</c> or <c>mean</c>.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should stand there, or what to do instead.</param>
    /// <param name="innerException">The error that revealed the fault, if any.</param>
    public ModelFormatException(string file, string field, string found, string expected, Exception? innerException = null)
        : base($"{file}: {field}: found {found}, expected {expected}", innerException)
    {
        File = file;
        Field = field;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file or folder at fault.</summary>
    public string File { get; }

    /// <summary>The part of the file at fault.</summary>
    public string Field { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }
}
