using System.Text.Json;

namespace Overtone.Models;

/// <summary>What the trying process has come to.</summary>
internal enum ProbeStage
{
    /// <summary>It opens the model and computes grey images.</summary>
    Opening,

    /// <summary>It computes a gradient.</summary>
    Differentiating,

    /// <summary>It is done: the model can be used.</summary>
    Usable,

    /// <summary>It is done: the model cannot be used.</summary>
    Refused,
}

/// <summary>One line of the trying process: what it has come to, and what it found.</summary>
internal sealed record ProbeAnswer(ProbeStage Stage, ProbeResult? Result = null, ProbeFault? Fault = null)
{
    // Native libraries print to the same output.
    private const string Mark = "overtone probe: ";

    internal string ToLine() => Mark + JsonSerializer.Serialize(this, ProbeRequest.Json);

    /// <summary>The answer in a line; null for a line that is none.</summary>
    internal static ProbeAnswer? Read(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<ProbeAnswer>(line.AsSpan(Mark.Length), ProbeRequest.Json)
            : null;
}

/// <summary>The parts of a <see cref="ModelFormatException"/>.</summary>
internal sealed record ProbeFault(string File, string Field, string Found, string Expected);
