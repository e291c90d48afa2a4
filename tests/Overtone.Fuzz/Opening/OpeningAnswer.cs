using System.Text.Json;

namespace Overtone.Fuzz.Opening;

/// <summary>What a child process says of one model: nothing when it opened it, the parts of a refusal, or another error.</summary>
internal sealed record OpeningAnswer(string[]? Refusal = null, string? Error = null)
{
    // A model may print as well.
    private const string Mark = "overtone-fuzz ";

    public string ToLine() => Mark + JsonSerializer.Serialize(this);

    /// <summary>The answer in a line; null when it is none.</summary>
    public static OpeningAnswer? Of(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal) ? JsonSerializer.Deserialize<OpeningAnswer>(line[Mark.Length..]) : null;
}
