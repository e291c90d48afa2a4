using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// Makes images fit a model. Shrinking widens the filter, so that frequencies the smaller image cannot hold are removed instead of folded.
/// Source: Pillow's resampling, as in torchvision's <c>Resize</c> and <c>CenterCrop</c> (<c>antialias=True</c>).
/// </summary>
/// <remarks>
/// Not SkiaSharp: its cubic filters do not widen when shrinking, and the alias they leave is just what Overtone would then measure.
/// </remarks>
public static class ImageResize
{
    /// <summary>Images as a model takes them: channels and size.</summary>
    /// <param name="images">float32 [N, 1 or 3, H, W] in [0, 1].</param>
    /// <param name="size">The model's input.</param>
    /// <param name="spec">Holds the rule.</param>
    /// <returns>float32 [N, channels, height, width] in [0, 1]; <paramref name="images"/> itself if they fit already.</returns>
    /// <remarks>
    /// Grey becomes colour by repeating it, colour becomes grey by ITU-R BT.601 weights, as Pillow's <c>convert("L")</c> does.
    /// </remarks>
    /// <exception cref="ModelFormatException">
    /// The size differs and the rule is <see cref="ResizeRule.None"/>, or the shorter side is below the crop.
    /// </exception>
    public static Tensor Fit(Tensor images, InputSize size, InputSpec spec)
    {
        using var scope = NewDisposeScope();
        int height = (int)images.shape[2], width = (int)images.shape[3];
        Tensor fitted = WithChannels(images, size.Channels);
        if ((height, width) == (size.Height, size.Width) && spec.Resize != ResizeRule.ResizeAndCrop)
            return ReferenceEquals(fitted, images) ? images : fitted.MoveToOuterDisposeScope();
        fitted = spec.Resize switch
        {
            ResizeRule.None => throw new ModelFormatException(
                "images", "size", $"{height}x{width} pixels",
                $"{size.Height}x{size.Width}, the model's input size; else --resize resize (or resize-and-crop), or \"resize\" in the side "
                    + "file"),
            ResizeRule.Resize => Resize(fitted, size.Height, size.Width, spec.Filter),
            _ => CentreCrop(ShorterSide(fitted, spec.ResizeTo ?? Math.Max(size.Height, size.Width), spec.Filter), size),
        };
        return fitted.MoveToOuterDisposeScope();
    }

    /// <summary>Images of another size.</summary>
    /// <param name="images">float32 [N, C, H, W] in [0, 1].</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>
    /// float32 [N, C, <paramref name="height"/>, <paramref name="width"/>] in [0, 1]: what a cubic filter overshoots is cut off.
    /// </returns>
    public static Tensor Resize(Tensor images, int height, int width, ResizeFilter filter)
    {
        using var scope = NewDisposeScope();
        Tensor rows = Weights((int)images.shape[2], height, filter), columns = Weights((int)images.shape[3], width, filter);
        return rows.matmul(images).matmul(columns.t()).clamp(0, 1).MoveToOuterDisposeScope();
    }

    private static Tensor WithChannels(Tensor images, int channels)
    {
        long found = images.shape[1];
        if (found == channels)
            return images;
        return (found, channels) switch
        {
            (1, 3) => images.expand(-1, 3, -1, -1).contiguous(),
            (3, 1) => (images * tensor(new[] { 0.299f, 0.587f, 0.114f }, [1, 3, 1, 1])).sum(1, keepdim: true),
            _ => throw new ModelFormatException("images", "channels", $"{found}", $"{channels}"),
        };
    }

    private static Tensor ShorterSide(Tensor images, int shorter, ResizeFilter filter)
    {
        int height = (int)images.shape[2], width = (int)images.shape[3];
        return height <= width
            ? Resize(images, shorter, (int)((long)shorter * width / height), filter)
            : Resize(images, (int)((long)shorter * height / width), shorter, filter);
    }

    private static Tensor CentreCrop(Tensor images, InputSize size)
    {
        long height = images.shape[2], width = images.shape[3];
        if (height < size.Height || width < size.Width)
            throw new ModelFormatException("images", "size before the crop", $"{height}x{width} pixels",
                $"at least {size.Height}x{size.Width}");
        long top = (long)Math.Round((height - size.Height) / 2.0), left = (long)Math.Round((width - size.Width) / 2.0);
        return images.narrow(2, top, size.Height).narrow(3, left, size.Width).contiguous();
    }

    /// <summary>float32 [to, from]: which pixels a new pixel is made of.</summary>
    private static Tensor Weights(int from, int to, ResizeFilter filter)
    {
        double scale = (double)from / to, widening = Math.Max(scale, 1);
        double support = (filter == ResizeFilter.Bilinear ? 1 : 2) * widening;
        float[] weights = new float[to * from];
        for (int index = 0; index < to; index++)
        {
            double centre = (index + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - support + 0.5)), end = Math.Min(from, (int)(centre + support + 0.5));
            double sum = Enumerable.Range(first, end - first).Sum(pixel => Kernel(filter, (pixel - centre + 0.5) / widening));
            for (int pixel = first; pixel < end; pixel++)
                weights[(index * from) + pixel] = (float)(Kernel(filter, (pixel - centre + 0.5) / widening) / sum);
        }

        return tensor(weights, [to, from]);
    }

    private static double Kernel(ResizeFilter filter, double x)
    {
        x = Math.Abs(x);
        if (filter == ResizeFilter.Bilinear)
            return Math.Max(0, 1 - x);
        return x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1 : x < 2 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2 : 0;
    }
}
