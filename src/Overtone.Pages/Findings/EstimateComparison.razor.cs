using Microsoft.AspNetCore.Components;
using Overtone.Studies.Findings;

namespace Overtone.Pages.Findings;

/// <summary>The same numbers of several things compared: a row a number, a column a subject.</summary>
public partial class EstimateComparison : ComponentBase
{
    /// <summary>The numbers side by side.</summary>
    [Parameter, EditorRequired]
    public required EstimateTable Table { get; set; }
}
