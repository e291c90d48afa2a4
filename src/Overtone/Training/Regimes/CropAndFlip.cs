using Overtone.Data;

namespace Overtone.Training.Regimes;

/// <summary>
/// The usual augmentation of small photographs: each image is padded with black, cut out again at a random place, and mirrored left to
/// right at random.
/// Source: 1512.03385, section 4.2 (4 pixels on CIFAR-10).
/// </summary>
/// <param name="Padding">Pixels added on each side.</param>
/// <param name="Seed">The seed of places and mirrorings.</param>
public sealed record CropAndFlip(int Padding, long Seed) : ImageRegime(Seed), INamedRegime<CropAndFlip>
{
    /// <inheritdoc/>
    public static string Id => "crop-and-flip";

    /// <inheritdoc/>
    public static string Summary => "pads by PADDING pixels of black, cuts out at random, mirrors at random";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("padding", 4, IsWhole: true)];

    /// <inheritdoc/>
    protected override string Stream => Id;

    /// <inheritdoc/>
    public static CropAndFlip With(IReadOnlyList<double> numbers, long seed) => new((int)numbers[0], seed);

    /// <inheritdoc/>
    public override void Require(ImageShape images)
    {
        if (Padding >= Math.Min(images.Height, images.Width))
            throw new RegimeException($"a padding of {Padding} for images of {images}", "less than a side, or nothing may be left");
    }

    /// <inheritdoc/>
    protected override void Change(Span<float> image, ImageShape shape, ImageDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        (int height, int width) = (shape.Height, shape.Width);
        int down = draws.Below((2 * Padding) + 1) - Padding, right = draws.Below((2 * Padding) + 1) - Padding;
        bool isMirrored = draws.Below(2) == 1;
        Span<float> source = draws.Take(image.Length);
        image.CopyTo(source);
        image.Clear();
        int first = Math.Max(0, -right), count = width - Math.Abs(right);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            for (int row = Math.Max(0, -down); row < Math.Min(height, height - down); row++)
            {
                Span<float> to = image.Slice(((channel * height) + row) * width, width);
                source.Slice((((channel * height) + row + down) * width) + first + right, count).CopyTo(to[first..]);
            }
        }

        if (!isMirrored)
            return;
        for (int line = 0; line < shape.Channels * height; line++)
            image.Slice(line * width, width).Reverse();
    }
}
