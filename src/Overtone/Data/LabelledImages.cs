using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>
/// Images with their labels, a run of consecutive ones out of a sample whose order is fixed, or some of them.
/// Source: none.
/// </summary>
/// <param name="Pixels">float32 [n, C, H, W] in [0, 1].</param>
/// <param name="Labels">n class indices.</param>
/// <param name="First">The number of the first image within the sample: random signs and noise belong to that number.</param>
public sealed record LabelledImages(Tensor Pixels, ReadOnlyMemory<long> Labels, int First = 0)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>The numbers of the images within the sample where they are not consecutive; null where they are.</summary>
    public IReadOnlyList<int>? Numbers { get; init; }

    /// <summary>The number of an image within the sample.</summary>
    /// <param name="image">Its place among these, from 0.</param>
    public int NumberOf(int image) => Numbers is null ? First + image : Numbers[image];

    /// <summary>Some of the images, each with its number; the pixels are a copy in the caller's dispose scope.</summary>
    /// <param name="positions">Their places among these, from 0.</param>
    public LabelledImages Some(IReadOnlyList<int> positions)
    {
        using var scope = NewDisposeScope();
        Tensor indices = tensor([.. positions.Select(position => (long)position)], device: Pixels.device);
        long[] labels = [.. positions.Select(position => Labels.Span[position])];
        return new LabelledImages(Pixels.index_select(0, indices).MoveToOuterDisposeScope(), labels)
        {
            Numbers = [.. positions.Select(NumberOf)],
        };
    }
}
