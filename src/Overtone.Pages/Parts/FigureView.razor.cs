using Microsoft.AspNetCore.Components;

namespace Overtone.Pages.Parts;

/// <summary>A figure's picture above its caption.</summary>
public partial class FigureView : ComponentBase
{
    /// <summary>The figure with its picture.</summary>
    [Parameter, EditorRequired]
    public required DrawnFigure Drawn { get; set; }
}
