using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Pages.Runs;

/// <summary>A whole run: summary and verdicts first, then figures, numbers, and how to make it again.</summary>
public partial class RunPage : ComponentBase
{
    /// <summary>What was run.</summary>
    [Parameter, EditorRequired]
    public required RunManifest Manifest { get; set; }

    /// <summary>What was concluded.</summary>
    [Parameter, EditorRequired]
    public required StudyFindings Findings { get; set; }

    /// <summary>The figures of the findings, drawn, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DrawnFigure> Figures { get; set; }

    /// <summary>All tables, measured and derived.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Table> Tables { get; set; }

    private bool HasSummary => Findings.Estimates.Count > 0;

    private IReadOnlyList<JudgedClaim> Claims => Findings.ClaimsOf(ClaimRole.Claim);

    private IReadOnlyList<JudgedClaim> Checks => Findings.ClaimsOf(ClaimRole.Check);

    private IReadOnlyList<JudgedClaim> Controls => Findings.ClaimsOf(ClaimRole.NegativeControl);

    private string Chance => FormattableString.Invariant(
        $"By chance alone at most {Findings.SupportedByChance:0.0#} of these {Claims.Count} claims would be supported.");

    private IEnumerable<(string Term, string? Text)> Missing =>
        from part in Findings.NotMeasured
        group part.Part by part.Reason into parts
        select (string.Join(", ", parts), (string?)parts.Key);

    private IEnumerable<(string Term, string? Text)> Options =>
        from option in Manifest.Options.EnumerateObject()
        select (option.Name, (string?)Format(option.Value));

    private static string Format(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
