using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>What every part of an audit knows of it once the preflight has passed.</summary>
/// <param name="Options">The options of an audit of one model.</param>
/// <param name="Size">The sizes of its images.</param>
internal record AuditSetting(AuditOptions Options, ModelSize Size);

/// <summary>What a part plans from.</summary>
/// <param name="Options">The options of an audit of one model.</param>
/// <param name="Size">The sizes of its images.</param>
/// <param name="Subject">The model and its images.</param>
/// <param name="Preflight">The preflight, with the clean answers.</param>
/// <param name="Finished">The finished trials of the model, of any part.</param>
internal sealed record AuditPlan(
    AuditOptions Options, ModelSize Size, AuditSubject Subject, FinishedTrial<AuditTrial> Preflight,
    IReadOnlyList<FinishedTrial<AuditTrial>> Finished) : AuditSetting(Options, Size)
{
    /// <summary>The subject in float32, for what needs gradients.</summary>
    public AuditSubject Float32 => Subject with { Dtype = NumberType.Float32 };

    /// <summary>The finished trials of one kind.</summary>
    public IEnumerable<FinishedTrial<AuditTrial>> Done<T>()
        where T : AuditTrial => Finished.Where(t => t.Parameters is T);
}
