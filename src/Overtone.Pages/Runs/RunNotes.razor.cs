using Microsoft.AspNetCore.Components;

namespace Overtone.Pages.Runs;

/// <summary>What a reader must know to read the numbers correctly; nothing where there is nothing to know.</summary>
public partial class RunNotes : ComponentBase
{
    /// <summary>The notes, in order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Notes { get; set; }
}
