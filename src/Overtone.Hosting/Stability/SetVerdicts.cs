using System.Text.Json;
using Overtone.Studies;

namespace Overtone.Hosting.Stability;

/// <summary>What was found with one set of seeds: the part of its <c>verdicts.json</c> that sets are compared by.</summary>
/// <param name="Reduction">What the options leave out of the paper's experiment; null for nothing.</param>
/// <param name="Warnings">What may make the numbers mean less than they seem to.</param>
/// <param name="Claims">The claims.</param>
internal sealed record SetVerdicts(string? Reduction, IReadOnlyList<string> Warnings, IReadOnlyList<SetClaim> Claims)
{
    /// <summary>How files for other programs spell names: <c>most_frequent</c>.</summary>
    public static JsonSerializerOptions Spelling { get; } =
        new(StudyJson.Indented) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads the file's text.</summary>
    public static SetVerdicts Read(string json) => JsonSerializer.Deserialize<SetVerdicts>(json, Spelling)!;
}

/// <summary>A claim with its verdict on one set.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Role">Whether it is a claim or a negative control.</param>
/// <param name="Statement">The claim in one sentence.</param>
/// <param name="Verdict">The verdict's name.</param>
internal sealed record SetClaim(string Id, string Role, string Statement, string Verdict);
