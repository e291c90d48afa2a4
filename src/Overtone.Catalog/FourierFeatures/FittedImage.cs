using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierFeatures;

/// <summary>
/// The image of a replicate: a picture made smaller without aliasing, or a small one made larger by repeating its pixels, whose edges then have
/// frequencies of every height.
/// </summary>
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
        int chosen = (int)(RandomStreams.SeedOf(trial.Seed, "image") % (ulong)data.Count), side = Math.Min(data.Shape.Height, data.Shape.Width), size = Math.Min(side, trial.Size);
        Tensor image = ImageResize.Fit(data.Images([chosen]), new InputSize(1, size, size), new InputSpec { Resize = ResizeRule.ResizeAndCrop }).reshape(size, size).to(device);
        if (size < trial.Size)
            image = Enlarged(image, trial.Size);
        if (trial.Pixels == TrainingPixels.HalfOfShuffled)
            image = image.flatten().index_select(0, Order(trial, "shuffled image", device)).reshape(trial.Size, trial.Size);
        return image.MoveToOuterDisposeScope();
    }

    private static Tensor Enlarged(Tensor image, int size)
    {
        Tensor nearest = tensor(Enumerable.Range(0, size).Select(place => place * image.shape[0] / size).ToArray(), device: image.device);
        return image.index_select(0, nearest).index_select(1, nearest);
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
