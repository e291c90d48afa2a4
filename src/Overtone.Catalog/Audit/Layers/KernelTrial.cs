namespace Overtone.Catalog.Audit.Layers;

/// <summary>Measures how rough the kernels of the first convolution are.</summary>
public sealed record KernelTrial : SubjectTrial
{
    /// <inheritdoc/>
    public override string Label => "kernels of the first convolution";
}
