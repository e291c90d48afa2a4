using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>
/// Images with their labels, a run of consecutive ones out of a sample whose order is fixed.
/// Source: none.
/// </summary>
/// <param name="Pixels">float32 [n, C, H, W] in [0, 1].</param>
/// <param name="Labels">n class indices.</param>
/// <param name="First">The number of the first image within the sample: random signs and noise belong to that number.</param>
public sealed record LabelledImages(Tensor Pixels, ReadOnlyMemory<long> Labels, int First = 0)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;
}
