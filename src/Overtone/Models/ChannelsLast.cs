using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// The order of images in memory in which convolutions need not sort them first: the channels of a pixel side by side. Layers hand it on.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>Images in that order; their shape stays.</summary>
    /// <param name="images">[n, channels, height, width].</param>
    public static Tensor Of(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <summary>
    /// Images in the order that is best for training a convolutional network of ours. With one channel both are the same to the eye, and
    /// libtorch takes them for the usual one; other devices and number types have no use for it.
    /// </summary>
    /// <param name="images">[n, channels, height, width].</param>
    public static Tensor WherePaid(Tensor images) =>
        images.device_type == DeviceType.CPU && images.dtype == ScalarType.Float32 && images.dim() == 4 && images.shape[1] > 1
            ? Of(images)
            : images;
}
