using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Data;

/// <summary>
/// A square grey image of a wanted size, and where its pixels are: what networks of coordinates are fitted to.
/// Source: Tancik et al. 2020 (2006.10739).
/// </summary>
public static class GreyImage
{
    /// <summary>
    /// An image of a data set, in grey: a picture is made smaller without aliasing; a small one is made larger by repeating its pixels,
    /// whose edges then have frequencies of every height.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="index">Which image.</param>
    /// <param name="size">Pixels a side.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <returns>[size, size], float32, in [0, 1].</returns>
    public static Tensor Of(Dataset data, int index, int size, Device device)
    {
        using var scope = NewDisposeScope();
        int side = Math.Min(Math.Min(data.Shape.Height, data.Shape.Width), size);
        var spec = new InputSpec { Resize = ResizeRule.ResizeAndCrop };
        Tensor image = ImageResize.Fit(data.Images([index]), new InputSize(1, side, side), spec).reshape(side, side).to(device);
        if (side < size)
        {
            Tensor nearest = tensor(Enumerable.Range(0, size).Select(place => (long)place * side / size).ToArray(), device: device);
            image = image.index_select(0, nearest).index_select(1, nearest);
        }

        return image.MoveToOuterDisposeScope();
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
}
