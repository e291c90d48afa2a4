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
            string verdict = ClaimWords.Of(Judged.Verdict).Replace(' ', '-');
            return $"claim {verdict}{(Judged.Claim.Role == ClaimRole.NegativeControl ? " control" : "")}";
        }
    }

    private IEnumerable<(string Term, string? Text)> Evidence =>
    [
        (Judged.Reduction is null ? "measured" : "measured, reduced", ClaimWords.Measured(Judged)),
        ("claimed", ClaimWords.Claimed(Judged.Claim)),
        ("in the source", Judged.Claim.Published),
        ("replicates", ClaimWords.Replicates(Judged)),
        ("reason", Judged.Reason),
    ];
}
