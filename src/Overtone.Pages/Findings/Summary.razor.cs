using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>
/// The estimates at the head of a page, like a doctor's letter: what was found, and in a lighter voice what can be done about it.
/// </summary>
public partial class Summary : ComponentBase
{
    /// <summary>The command line: it names what was examined.</summary>
    [Parameter, EditorRequired]
    public required string Command { get; set; }

    /// <summary>The estimates, most important first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Estimate> Estimates { get; set; }
}
