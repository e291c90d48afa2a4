using Overtone.Files;

namespace Overtone;

/// <summary>
/// A fault in something that a user supplied. The message reads <c>dog.png: size: found 33x32 pixels, expected 32x32 pixels</c>, so that
/// whoever supplied the file can mend it.
/// Source: none; a convention of Overtone's own.
/// </summary>
/// <remarks>
/// Much of it was read from the file: it holds no control characters, so that no terminal obeys them, and field and found are cut to 200
/// characters.
/// </remarks>
public abstract class InputFaultException : Exception
{
    private const string Nothing = "nothing", NoName = "a field without a name";

    /// <summary>Describes one fault of one file.</summary>
    /// <param name="file">The file or folder, as the user would recognise it; kept as given.</param>
    /// <param name="field">What in it is at fault, for example <c>magic number</c> or <c>label of image 12</c>.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should stand there, or what to do instead.</param>
    /// <param name="innerException">The error that revealed the fault, if any.</param>
    protected InputFaultException(string file, string field, string found, string expected, Exception? innerException)
        : base($"{Printable.Line(file)}: {Shown(field, NoName)}: found {Shown(found, Nothing)}, expected {Printable.Sentence(expected)}",
            innerException) =>
        (File, Field, Found, Expected) = (file, Shown(field, NoName), Shown(found, Nothing), Printable.Sentence(expected));

    /// <summary>The file or folder at fault.</summary>
    public string File { get; }

    /// <summary>The part of the file at fault.</summary>
    public string Field { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    private static string Shown(string text, string ifBlank) => string.IsNullOrWhiteSpace(text) ? ifBlank : Printable.Of(text);
}
