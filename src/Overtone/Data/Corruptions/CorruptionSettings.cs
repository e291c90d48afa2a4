namespace Overtone.Data.Corruptions;

/// <summary>
/// What corruptions of images depend on, besides the images.
/// Source: Overtone's own; the published program has no seed.
/// </summary>
public sealed record CorruptionSettings
{
    /// <summary>Whether the published program's quirks are kept.</summary>
    public CorruptionMode Mode { get; init; } = CorruptionMode.Faithful;

    /// <summary>The seed. A result depends on nothing but it, the image and its number, the corruption and its severity.</summary>
    public long Seed { get; init; }

    /// <summary>The pictures of ice for frost; by default procedural ones, since the published photographs may not be passed on.</summary>
    public FrostTextures Frost { get; init; } = FrostTextures.Procedural;
}
