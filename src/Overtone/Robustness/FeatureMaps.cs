using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// The feature maps among a layer's activations. Where rows and columns are is never guessed from a count: convolutions say it themselves,
/// and tokens take them from the convolution that they come from.
/// Source: Dosovitskiy et al. 2021 (tokens of patches); Park and Kim 2022 (2202.06709), whose spectra are taken of them.
/// </summary>
public static class FeatureMaps
{
    /// <summary>Finds rows and columns.</summary>
    /// <param name="activations">[n, ...]: of each image two axes (tokens, channels) or three.</param>
    /// <param name="convolution">
    /// The shape of what the convolution gives that tokens come from, without the images: (channels, rows, columns). Null where the
    /// activations are a convolution's own.
    /// </param>
    /// <param name="origin">Where the activations come from, which says where tokens stand that are no patches.</param>
    /// <returns>[n, C, H, W] in the caller's dispose scope; or null and the reason, as the rest of a sentence.</returns>
    public static (Tensor? Maps, string Reason) Of(
        Tensor activations, IReadOnlyList<long>? convolution = null, PatchOrigin? origin = null)
    {
        ArgumentNullException.ThrowIfNull(activations);
        long[] shape = activations.shape[1..];
        if (convolution is null)
            return shape is [_, > 1, > 1] ? (activations, "") : (null, WithoutDirections(shape));
        if (shape is not ([_, _] or [_, _, _]))
            return (null, WithoutDirections(shape));
        if (convolution is not [_, var height and > 1, var width and > 1])
            return (null, $"{origin?.Convolution ?? "a convolution"}, which its tokens come from, has no two spatial axes");
        return shape is [_, _, _]
            ? Maps(activations, shape, height, width)
            : Tokens(activations, shape[0], origin?.Extra ?? ExtraTokens.None, (int)height, (int)width);
    }

    // Channels first or last: the two directions are the axes in the proportion of the convolution's.
    private static (Tensor? Maps, string Reason) Maps(Tensor activations, long[] shape, long height, long width)
    {
        bool isFirst = shape[1] * width == shape[2] * height, isLast = shape[0] * width == shape[1] * height;
        return (isFirst, isLast) switch
        {
            (true, false) when shape[1] > 1 && shape[2] > 1 => (activations, ""),
            (false, true) when shape[0] > 1 && shape[1] > 1 => (activations.permute(0, 3, 1, 2), ""),
            _ => (null, $"it is unclear which axes of its activations, {Format(shape)}, are the {height}×{width} of its convolution"),
        };
    }

    private static (Tensor? Maps, string Reason) Tokens(Tensor activations, long count, ExtraTokens where, int height, int width)
    {
        long extra = count - ((long)height * width);
        return (extra, where) switch
        {
            (0, _) => (FeatureSpectrum.Grid(activations, height, width), ""),
            ( > 0, ExtraTokens.Leading) => (FeatureSpectrum.Grid(activations, height, width, (int)extra), ""),
            ( > 0, ExtraTokens.Trailing) => (FeatureSpectrum.Grid(activations, height, width), ""),
            ( > 0, _) => (null, $"{extra} of its {count} tokens do not belong to the {height}×{width} patches, and it is unclear which"),
            _ => (null, $"its {count} tokens are fewer than the {height}×{width} patches of the embedding"),
        };
    }

    private static string WithoutDirections(long[] shape) =>
        $"its activations have the shape {Format(shape)}, without two spatial axes";

    private static string Format(long[] shape) => $"[{string.Join(", ", shape)}]";
}
