using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>The image of a replicate: one picture made smaller, or small ones side by side.</summary>
internal static class FittedImage
{
    /// <summary>The image.</summary>
    /// <param name="trial">Names data set, size and seed.</param>
    /// <param name="context">Where data are looked for.</param>
    /// <param name="device">Where it is wanted.</param>
    /// <returns>[size, size], float32, in [0, 1].</returns>
    public static Tensor Of(FourierFeaturesTrial trial, TrialContext context, Device device)
    {
        using var scope = NewDisposeScope();
        Dataset data = ImageProblem.Open(trial.Data, context.Environment.DataRoots).Train;
        int side = Math.Min(data.Shape.Height, data.Shape.Width), tiles = (trial.Size + side - 1) / side;
        int[] chosen = [.. Enumerable.Range(0, tiles * tiles).Select(tile => (int)(RandomStreams.SeedOf(trial.Seed, "image", tile) % (ulong)data.Count))];
        int each = tiles == 1 ? trial.Size : side;
        Tensor images = ImageResize.Fit(data.Images(chosen), new InputSize(1, each, each), new InputSpec { Resize = ResizeRule.ResizeAndCrop });
        Tensor mosaic = images.reshape(tiles, tiles, each, each).transpose(1, 2).reshape(tiles * each, tiles * each);
        Tensor image = mosaic.narrow(0, 0, trial.Size).narrow(1, 0, trial.Size).to(device).contiguous();
        if (trial.Pixels == TrainingPixels.HalfOfShuffled)
            image = image.flatten().index_select(0, Order(trial, "shuffled image", device)).reshape(trial.Size, trial.Size);
        return image.MoveToOuterDisposeScope();
    }

    /// <summary>Pixels in random order.</summary>
    /// <param name="trial">Names size and seed.</param>
    /// <param name="name">What the order is for.</param>
    /// <param name="device">Where it is wanted.</param>
    public static Tensor Order(FourierFeaturesTrial trial, string name, Device device)
    {
        using Generator generator = RandomStreams.Create(trial.Seed, name);
        return randperm((long)trial.Size * trial.Size, generator: generator).to(device);
    }

    /// <summary>The coordinates of the pixels' centres, row by row: [size², 2], float32, in [0, 1].</summary>
    public static Tensor Coordinates(int size, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor line = (arange(size, dtype: float32, device: device) + 0.5) / size;
        return stack([line.unsqueeze(1).expand(size, size).flatten(), line.unsqueeze(0).expand(size, size).flatten()], dim: 1).MoveToOuterDisposeScope();
    }
}
