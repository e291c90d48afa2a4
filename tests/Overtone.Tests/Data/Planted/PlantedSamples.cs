using Overtone.Data;
using Overtone.Data.Planted;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Planted;

/// <summary>Spectra of planted images, and decoders that know nothing of how the images were made.</summary>
internal static class PlantedSamples
{
    internal static FrequencyRing Ring(PlantedBand band) => new(band.Beyond, band.UpTo);

    /// <summary>All bytes of a set, image after image.</summary>
    internal static float[] Pixels(Dataset data) => [.. Enumerable.Range(0, data.Count).SelectMany(index => Sample.Pixels(data, index))];

    /// <summary>The images' brightness, the mean of their channels: [n, size, size], float64.</summary>
    internal static Tensor Brightness(Dataset data)
    {
        using var scope = NewDisposeScope();
        return data.Images([.. Enumerable.Range(0, data.Count)]).to_type(ScalarType.Float64).mean([1]).MoveToOuterDisposeScope();
    }

    /// <summary>The power of each frequency, which summed over frequencies is the mean square of the pixels: [n, size, size].</summary>
    internal static Tensor Power(Tensor images)
    {
        using var scope = NewDisposeScope();
        var pixels = images.shape[^1] * images.shape[^2];
        return (fft.fft2(images) / pixels).abs().square().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How often the nearest mean over the training images of a class is that of the test image's class: of the images themselves, or of
    /// their powers' square roots.
    /// </summary>
    internal static double Accuracy(DataSplit data, bool byPower, Func<Tensor, Tensor> filter) =>
        Guesses(data, byPower, filter).Zip(data.Test!.Labels.ToArray(), (guess, label) => guess == label ? 1.0 : 0).Average();

    /// <summary>The class of the nearest mean for each test image.</summary>
    internal static long[] Guesses(DataSplit data, bool byPower, Func<Tensor, Tensor> filter)
    {
        using var scope = NewDisposeScope();
        Tensor train = Features(data.Train, byPower, filter), test = Features(data.Test!, byPower, filter);
        Tensor labels = tensor(Array.ConvertAll(data.Train.Labels.ToArray(), label => (long)label));
        Tensor means = stack([.. data.Train.ClassNames.Select((_, label) => train[labels.eq(label)].mean([0]))]);
        return [.. cdist(test, means).argmin(1).data<long>()];
    }

    private static Tensor Features(Dataset data, bool byPower, Func<Tensor, Tensor> filter)
    {
        Tensor images = filter(Brightness(data)).to_type(ScalarType.Float64);
        return (byPower ? Power(images).sqrt() : images).flatten(1);
    }
}
