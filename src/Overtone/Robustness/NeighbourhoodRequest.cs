namespace Overtone.Robustness;

/// <summary>
/// A neighbourhood that is measured next, and on which images.
/// Source: as <see cref="NeighbourhoodSampling"/>.
/// </summary>
/// <param name="Neighbourhood">The neighbourhood.</param>
/// <param name="First">The first image, in the sample's order.</param>
/// <param name="Count">How many images.</param>
public sealed record NeighbourhoodRequest(FrequencyNeighbourhood Neighbourhood, int First, int Count);
