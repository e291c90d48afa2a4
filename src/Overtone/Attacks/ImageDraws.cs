using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>Random points for each image of a batch, which belong to the image's number, whatever the batches are.</summary>
internal static class ImageDraws
{
    /// <summary>A draw for each image, stacked, on the images' device; in the caller's dispose scope.</summary>
    /// <param name="images">The images.</param>
    /// <param name="seed">The attack's seed.</param>
    /// <param name="stream">The name of the stream.</param>
    /// <param name="draw">Draws one, from the image's generator and its place among these.</param>
    public static Tensor Of(LabelledImages images, long seed, string stream, Func<Generator, int, Tensor> draw)
    {
        using var scope = NewDisposeScope();
        return stack([.. Enumerable.Range(0, images.Count).Select(image =>
        {
            using Generator generator = RandomStreams.Create(seed, stream, images.NumberOf(image));
            return draw(generator, image);
        })]).to(images.Pixels.device).MoveToOuterDisposeScope();
    }
}
