using Microsoft.AspNetCore.Components;

namespace Overtone.Pages.Parts;

/// <summary>Pairs of term and explanation, one below the other.</summary>
public partial class Pairs : ComponentBase
{
    /// <summary>The pairs, in order; those without an explanation are left out.</summary>
    [Parameter, EditorRequired]
    public required IEnumerable<(string Term, string? Text)> Items { get; set; }
}
