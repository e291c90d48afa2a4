using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A square grey image of a wanted size, and where its pixels are: what networks of coordinates are fitted to.
/// Source: Tancik et al. 2020 (2006.10739).
/// </summary>
public static class GreyImage
{
    /// <summary>
    /// An image in grey: a picture is made smaller without aliasing; a small one is made larger by repeating its pixels,
    /// whose edges then have frequencies of every height.
    /// </summary>
    /// <param name="image">[1, channels, height, width], in [0, 1].</param>
    /// <param name="size">Pixels a side.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <returns>[size, size], float32, in [0, 1].</returns>
    public static Tensor Of(Tensor image, int size, Device device)
    {
        using var scope = NewDisposeScope();
        int side = (int)Math.Min(Math.Min(image.shape[2], image.shape[3]), size);
        var spec = new InputSpec { Resize = ResizeRule.ResizeAndCrop };
        Tensor grey = ImageResize.Fit(image, new InputSize(1, side, side), spec).reshape(side, side).to(device);
        if (side < size)
        {
            Tensor nearest = tensor(Enumerable.Range(0, size).Select(index => (long)index * side / size).ToArray(), device: device);
            grey = grey.index_select(0, nearest).index_select(1, nearest);
        }

        return grey.MoveToOuterDisposeScope();
    }

    /// <summary>The coordinates of the pixels' centres, row by row: [size², 2], float32, in [0, 1].</summary>
    /// <param name="size">Pixels a side.</param>
    /// <param name="device">Where they are wanted.</param>
    public static Tensor Coordinates(int size, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor line = (arange(size, dtype: float32, device: device) + 0.5) / size;
        Tensor rows = line.unsqueeze(1).expand(size, size).flatten(), columns = line.unsqueeze(0).expand(size, size).flatten();
        return stack([rows, columns], dim: 1).MoveToOuterDisposeScope();
    }

    /// <summary>The peak signal-to-noise ratio of an approximation of an image in [0, 1], in decibels.</summary>
    /// <param name="error">The differences of the pixels from those of the image, any shape.</param>
    public static double PeakSignalToNoise(Tensor error)
    {
        using var scope = NewDisposeScope();
        return -10 * Math.Log10(error.square().mean().item<double>());
    }
}
