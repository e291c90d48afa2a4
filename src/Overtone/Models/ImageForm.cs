using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// In which form a model takes an image, where not as [channels, rows, columns] or [rows, columns, channels].
/// Source: exports of Keras's and PyTorch's first examples, and of tools that verify networks.
/// </summary>
internal enum ImageForm
{
    /// <summary>With its channels.</summary>
    Channels,

    /// <summary>A grey image, [rows, columns].</summary>
    Grey,

    /// <summary>A row of numbers.</summary>
    Row,

    /// <summary>A column of numbers, [numbers, 1].</summary>
    Column,
}

/// <summary>Brings images into a form.</summary>
internal static class ImageForms
{
    /// <summary>Images of [n, C, H, W], grey ones of [n, 1, H, W], in that form; rows of [n, H, W, C] too.</summary>
    public static Tensor Apply(this ImageForm form, Tensor images) => form switch
    {
        ImageForm.Grey => images.squeeze(1),
        ImageForm.Row => images.flatten(1),
        ImageForm.Column => images.flatten(1).unsqueeze(-1),
        _ => images,
    };

    /// <summary>What is done to an image, as the rest of a sentence; null for nothing.</summary>
    public static string? Describe(this ImageForm form, InputSize size, PixelLayout? layout) => form switch
    {
        ImageForm.Grey => $"each image is passed as {size.Height}×{size.Width} numbers, without an axis for its one channel",
        ImageForm.Row or ImageForm.Column => $"each image is passed as a {(form == ImageForm.Row ? "row" : "column")} of "
            + $"{size.Channels * size.Height * size.Width} numbers"
            + (size.Channels == 1 ? ""
                : layout == PixelLayout.Nhwc ? ", one pixel after another" : ", one channel after another"),
        _ => null,
    };
}
