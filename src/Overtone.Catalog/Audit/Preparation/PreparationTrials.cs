using System.Text.Json.Serialization;

namespace Overtone.Catalog.Audit;

/// <summary>Tries the model in a process of its own, before any other trial opens it.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Memory">Most memory it may take, in GiB; null for what suits its files.</param>
/// <param name="Seconds">Most seconds it may take.</param>
internal sealed record ProbeTrial(
    AuditSubject Subject, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Memory, double Seconds)
    : SubjectTrial(Subject)
{
    public override string Label => $"opening {Path.GetFileName(Subject.Model)}";

    public override bool IsPreparation => true;
}

/// <summary>Checks the model, and measures it on the images as they are.</summary>
internal sealed record PreflightTrial(AuditSubject Subject) : SubjectTrial(Subject)
{
    public override string Label => Subject.IsDemonstration ? "preflight" : $"preflight of {Path.GetFileName(Subject.Model)}";

    public override bool IsPreparation => true;
}

/// <summary>Chooses a batch size by timing.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="BatchSizes">Batch sizes to choose from.</param>
/// <param name="Evaluations">How many images the parts will ask the model about, at most.</param>
internal sealed record CalibrationTrial(AuditSubject Subject, int[] BatchSizes, long Evaluations) : SubjectTrial(Subject)
{
    public override string Label => "choosing a batch size";

    public override bool IsPreparation => true;
}
