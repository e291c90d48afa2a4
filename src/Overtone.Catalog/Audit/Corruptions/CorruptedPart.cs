using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Corruptions;

/// <summary>Some consecutive images of a sample, as they are and corrupted.</summary>
/// <param name="First">The first image's place in the sample.</param>
/// <param name="Clean">[n, C, H, W], as they are.</param>
/// <param name="Images">[n, C, H, W], corrupted.</param>
internal sealed record CorruptedPart(int First, Tensor Clean, Tensor Images) : IDisposable
{
    /// <summary>How many images.</summary>
    public int Count => (int)Images.shape[0];

    public void Dispose()
    {
        Clean.Dispose();
        Images.Dispose();
    }
}
