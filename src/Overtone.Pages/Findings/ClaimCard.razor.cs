using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>A judged claim: verdict, statement, estimate against threshold, and why.</summary>
public partial class ClaimCard : ComponentBase
{
    /// <summary>The claim with its verdict.</summary>
    [Parameter, EditorRequired]
    public required JudgedClaim Judged { get; set; }

    private string Classes
    {
        get
        {
            string verdict = VerdictClass(Judged.Verdict);
            return $"claim {verdict}{(Judged.Claim.Role == ClaimRole.NegativeControl ? " control" : "")}";
        }
    }

    private IEnumerable<(string Term, string? Text)> Evidence =>
    [
        (Judged.Reduction is null ? "measured" : "measured, reduced", ClaimWords.Measured(Judged)),
        (Judged.Claim.Role == ClaimRole.Check ? "required" : "claimed", ClaimWords.Claimed(Judged.Claim)),
        .. Judged.Rivals.Select(rival => ($"rival: {rival.Rival.Name}", (string?)ClaimWords.Measured(rival))),
        ("in the source", Judged.Claim.Published),
        ("replicates", ClaimWords.Replicates(Judged)),
        ("reason", Judged.Reason),
    ];

    private static string VerdictClass(Verdict verdict) => verdict switch
    {
        Verdict.Supported => "supported",
        Verdict.NotSupported => "not-supported",
        Verdict.DoesNotDiscriminate => "no-difference",
        _ => "inconclusive",
    };
}
