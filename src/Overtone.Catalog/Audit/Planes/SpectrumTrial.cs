namespace Overtone.Catalog.Audit.Planes;

/// <summary>Measures the mean spectrum of the images.</summary>
public sealed record SpectrumTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "spectrum of the images";
}
