using Microsoft.AspNetCore.Components;
using Overtone.Pages;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Reports.Html;

/// <summary>A run as a document that needs nothing else: the style sheet and all pictures are inside.</summary>
public partial class ReportDocument : ComponentBase
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
}
