using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>One number of a summary, as an item of a list: on the left the number, on the right what it says.</summary>
public partial class EstimateItem : ComponentBase
{
    /// <summary>The number.</summary>
    [Parameter, EditorRequired]
    public required Estimate Estimate { get; set; }
}
