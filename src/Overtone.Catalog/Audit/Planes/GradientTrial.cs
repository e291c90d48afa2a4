namespace Overtone.Catalog.Audit.Planes;

/// <summary>Measures the first-order sensitivity to every frequency.</summary>
public sealed record GradientTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "gradient sensitivity";
}
