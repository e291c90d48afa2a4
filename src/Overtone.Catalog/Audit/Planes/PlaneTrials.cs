namespace Overtone.Catalog.Audit.Planes;

/// <summary>Measures the mean spectrum of the images.</summary>
public sealed record SpectrumTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "spectrum of the images";
}

/// <summary>Measures the first-order sensitivity to every frequency.</summary>
public sealed record GradientTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "gradient sensitivity";
}
