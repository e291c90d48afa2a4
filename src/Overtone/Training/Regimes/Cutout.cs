using Overtone.Data;

namespace Overtone.Training.Regimes;

/// <summary>
/// Covers a square of each image with grey, centred anywhere in the image, so that part of it may lie outside.
/// Source: 1708.04552 (16 of 32 pixels on CIFAR-10; zero after the mean was taken away, for which mid-grey stands here).
/// </summary>
/// <param name="Share">The square's side, as a share of the image's shorter one.</param>
/// <param name="Seed">The seed of places.</param>
public sealed record Cutout(double Share, long Seed) : ImageRegime(Seed), INamedRegime<Cutout>
{
    private const float Grey = 0.5f;

    /// <inheritdoc/>
    public static string Id => "cutout";

    /// <inheritdoc/>
    public static string Summary => "covers a grey square, its side SHARE of the image's";

    /// <inheritdoc/>
    public static IReadOnlyList<RegimeNumber> Numbers => [new("share", 0.5, 0, 1)];

    /// <inheritdoc/>
    protected override string Stream => Id;

    /// <inheritdoc/>
    public static Cutout With(IReadOnlyList<double> numbers, long seed) => new(numbers[0], seed);

    /// <inheritdoc/>
    protected override void Change(Span<float> image, ImageShape shape, ImageDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        int side = (int)Math.Round(Share * Math.Min(shape.Height, shape.Width));
        int top = draws.Below(shape.Height) - (side / 2), left = draws.Below(shape.Width) - (side / 2);
        (int firstRow, int firstColumn) = (Math.Max(0, top), Math.Max(0, left));
        (int rows, int columns) = (Math.Min(shape.Height, top + side), Math.Min(shape.Width, left + side));
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            for (int row = firstRow; row < rows; row++)
            {
                int line = ((channel * shape.Height) + row) * shape.Width;
                image[(line + firstColumn)..(line + Math.Max(firstColumn, columns))].Fill(Grey);
            }
        }
    }
}
