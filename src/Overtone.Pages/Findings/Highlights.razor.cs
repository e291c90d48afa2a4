using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>The few numbers that matter most, in words, for a reader who reads nothing else.</summary>
public partial class Highlights : ComponentBase
{
    /// <summary>The numbers, the most important first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Estimate> Estimates { get; set; }
}
