namespace Overtone.Data;

/// <summary>
/// Input that is not what its format promises. The message reads
/// <c>train-images.idx: magic number: found 2049, expected 2051 (images)</c>, so that whoever supplied the file can mend it.
/// </summary>
/// <remarks>Source: Overtone's own convention; each reader names the format it follows.</remarks>
public sealed class DataFormatException : Exception
{
    /// <summary>Describes one fault of one input.</summary>
    /// <param name="file">The file or folder, as the user would recognise it; kept as given.</param>
    /// <param name="field">What in it is at fault, for example <c>magic number</c> or <c>label of image 12</c>.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should stand there, or what to do instead.</param>
    /// <param name="innerException">The error that revealed the fault, if any.</param>
    public DataFormatException(string file, string field, string found, string expected, Exception? innerException = null)
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
