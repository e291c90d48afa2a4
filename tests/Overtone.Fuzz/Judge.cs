using System.Text.RegularExpressions;

namespace Overtone.Fuzz;

/// <summary>How reading one mutant ended.</summary>
internal enum Outcome
{
    Read,
    Refused,
    Unclear,
    Hang,
}

/// <summary>Tells a refusal that helps its reader from any other error.</summary>
internal static partial class Judge
{
    private const int LongestPart = 200, LongestMessage = 2_000;

    // What .NET and its libraries say of their own inside.
    private static readonly string[] UnclearPhrases =
    [
        "Object reference", "out of range", "Index was outside", "An item with the same key", "Span only", "Arithmetic operation",
            "Specified argument", "cannot be null",
        "Exception of type", "(Parameter '", "Unable to cast", "Sequence contains", "Nullable object", "must be non-negative",
            "Array dimensions", "System.", "   at ", "more than fits into memory",
        "Non-negative number", "does not fall within", "Operation is not valid", "was thrown",
    ];

    /// <summary>The outcome of an error; null for none.</summary>
    /// <param name="error">The error.</param>
    /// <param name="quotesLibraries">Whether text in quotes is passed over.</param>
    public static (Outcome Outcome, string Reason) Of(Exception? error, bool quotesLibraries) => error switch
    {
        null => (Outcome.Read, ""),
        InputFaultException fault => Refusal(fault, quotesLibraries),
        // What the store says has the same form without a type of its own.
        InvalidDataException or FileNotFoundException when FaultForm().IsMatch(error.Message) =>
            Text(error.Message, error, quotesLibraries),
        _ => (Outcome.Unclear, $"{error.GetType().Name}: {error}"),
    };

    private static (Outcome Outcome, string Reason) Refusal(InputFaultException fault, bool quotesLibraries)
    {
        string[] parts = [fault.File, fault.Field, fault.Found, fault.Expected];
        if (parts.Any(string.IsNullOrWhiteSpace))
            return (Outcome.Unclear, $"an empty part: {fault}");
        return fault.Field.Length > LongestPart || fault.Found.Length > LongestPart
            || $"{fault.Field}{fault.Found}".Contains('\n', StringComparison.Ordinal)
            ? (Outcome.Unclear, $"a part that is not cut: {fault}")
            : Text(fault.Message, fault, quotesLibraries);
    }

    private static (Outcome Outcome, string Reason) Text(string message, Exception error, bool quotesLibraries)
    {
        if (message.Any(letter => char.IsControl(letter) && letter != '\n'))
            return (Outcome.Unclear, $"control characters: {error}");
        if (message.Length > LongestMessage)
            return (Outcome.Unclear, $"{message.Length} characters: {error}");
        string own = quotesLibraries ? Quoted().Replace(message, "") : message;
        return UnclearPhrases.FirstOrDefault(phrase => own.Contains(phrase, StringComparison.Ordinal)) is { } phrase
            ? (Outcome.Unclear, $"'{phrase}': {error}")
            : (Outcome.Refused, message);
    }

    [GeneratedRegex("\"[^\n]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\A[^\n]+: [^\n]+: found [^\n]+, expected [^\n]+\z")]
    private static partial Regex FaultForm();
}
