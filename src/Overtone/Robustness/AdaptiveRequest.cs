namespace Overtone.Robustness;

/// <summary>
/// Cells that are measured next, and on which images.
/// Source: as <see cref="AdaptiveSampling"/>.
/// </summary>
/// <param name="Cells">The cells.</param>
/// <param name="First">The first image, in the sample's order.</param>
/// <param name="Count">How many images.</param>
public sealed record AdaptiveRequest(IReadOnlyList<SpatialFrequency> Cells, int First, int Count);
