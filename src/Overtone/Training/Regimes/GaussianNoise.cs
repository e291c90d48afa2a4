using System.Numerics.Tensors;
using Overtone.Data;

namespace Overtone.Training.Regimes;

/// <summary>
/// Adds independent normal noise to every pixel of an image, its standard deviation drawn evenly from 0 to a largest one for each image,
/// and cuts pixels off at 0 and 1.
/// Source: 1906.08988 (Gaussian data augmentation; as we recall it with a largest deviation of 0.1 on CIFAR-10 and 0.4 on ImageNet).
/// </summary>
/// <param name="Deviation">The largest standard deviation, pixels being in [0, 1].</param>
/// <param name="Seed">The seed of deviations and noise.</param>
public sealed record GaussianNoise(double Deviation, long Seed) : ImageRegime(Seed), INamedRegime<GaussianNoise>
{
    /// <inheritdoc/>
    public static string Id => "gaussian-noise";

    /// <inheritdoc/>
    public static string Summary => "adds normal noise, its deviation drawn evenly up to DEVIATION for each image";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("deviation", 0.1, 0, 1)];

    /// <inheritdoc/>
    protected override string Stream => Id;

    /// <inheritdoc/>
    public static GaussianNoise With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], seed);

    /// <inheritdoc/>
    protected override void Change(Span<float> image, ImageShape shape, ImageDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        float deviation = (float)(Deviation * draws.Unit());
        Span<float> noise = draws.Take(image.Length);
        draws.FillNormal(noise);
        TensorPrimitives.MultiplyAdd(noise, deviation, image, image);
        TensorPrimitives.Max(image, 0f, image);
        TensorPrimitives.Min(image, 1f, image);
    }
}
