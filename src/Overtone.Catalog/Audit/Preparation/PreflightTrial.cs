namespace Overtone.Catalog.Audit.Preparation;

/// <summary>Checks the model, and measures it on the images as they are.</summary>
public sealed record PreflightTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => Subject.IsDemonstration ? "preflight" : $"preflight of {Path.GetFileName(Subject.Model)}";
}
