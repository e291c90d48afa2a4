using Overtone.Data;
using Overtone.Robustness;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FourierRobustness;

/// <summary>Which frequencies counted as high, as it is written beside a share: published shares differ by that alone.</summary>
[Table("mask")]
internal sealed record MaskRow(string Mask)
{
    /// <summary>That of a mask, scaled to images.</summary>
    public static MaskRow Of(HighFrequencyMask mask, ImageShape images) => new(HighFrequencyMasks.Label(mask, images.Height, images.Width));
}
