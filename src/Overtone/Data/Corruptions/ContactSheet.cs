namespace Overtone.Data.Corruptions;

/// <summary>
/// One picture that shows what corruptions do: a row for each corruption, and in it, for each image, the image as it is and at severities 1
/// to 5.
/// Source: the figures of 1903.12261, which show one severity of each.
/// </summary>
public sealed class ContactSheet
{
    private const float Paper = 1;

    private ContactSheet(ImageShape shape, float[] pixels, IReadOnlyList<string> rows) => (Shape, Pixels, Rows) = (shape, pixels, rows);

    /// <summary>The shape of the picture: three channels.</summary>
    public ImageShape Shape { get; }

    /// <summary>The picture in [0, 1], channel by channel and row by row.</summary>
    public float[] Pixels { get; }

    /// <summary>The corruptions, from top to bottom.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>Pixels between the tops of two rows, and, within an image's six pictures, between their left sides.</summary>
    public (int Down, int Across) Pitch { get; private init; }

    /// <summary>Makes a sheet.</summary>
    /// <param name="data">The images. Grey ones are shown grey, without the corruptions that need colour.</param>
    /// <param name="indices">Which of them are shown, from left to right.</param>
    /// <param name="settings">What the results depend on; the default settings if not given.</param>
    /// <param name="corruptions">The rows; all that can be applied if not given.</param>
    /// <param name="magnification">How many pixels of the sheet, in each direction, one pixel of an image becomes.</param>
    /// <exception cref="ArgumentException">A corruption cannot be applied to such images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no image, an index is outside the set, or the magnification is below
    /// 1.</exception>
    public static ContactSheet Make(
        Dataset data,
        IReadOnlyList<int> indices,
        CorruptionSettings? settings = null,
        IReadOnlyList<Corruption>? corruptions = null,
        int magnification = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentOutOfRangeException.ThrowIfZero(indices.Count, nameof(indices));
        ArgumentOutOfRangeException.ThrowIfLessThan(magnification, 1);
        corruptions ??= CorruptionCatalog.For(data.Shape);
        var gap = magnification;
        int down = data.Shape.Height * magnification + gap, across = data.Shape.Width * magnification + gap, group = 6 * across + 2 * gap;
        var shape = new ImageShape(3, corruptions.Count * down + gap, indices.Count * group - gap);
        var pixels = new float[shape.PixelCount];
        pixels.AsSpan().Fill(Paper);
        float[] image = new float[data.Shape.PixelCount], corrupted = new float[data.Shape.PixelCount];
        var workspace = new CorruptionWorkspace(settings);
        for (var column = 0; column < indices.Count; column++)
        {
            data.ReadPixels(indices[column], image);
            for (var row = 0; row < corruptions.Count; row++)
            {
                Place(image, 0);
                for (var severity = 1; severity <= Corruption.Severities; severity++)
                {
                    corruptions[row].Apply(image, data.Shape, severity, indices[column], corrupted, workspace);
                    Place(corrupted, severity);
                }

                void Place(float[] picture, int place) =>
                    Draw(picture, data.Shape, magnification, pixels, shape, row * down + gap, column * group + gap + place * across);
            }
        }

        return new ContactSheet(shape, pixels, [.. corruptions.Select(corruption => corruption.Name)]) { Pitch = (down, across) };
    }

    private static void Draw(float[] picture, ImageShape from, int magnification, float[] sheet, ImageShape to, int top, int left)
    {
        for (var channel = 0; channel < to.Channels; channel++)
        {
            var source = picture.AsSpan(Math.Min(channel, from.Channels - 1) * from.Height * from.Width);
            for (var y = 0; y < from.Height * magnification; y++)
            {
                var target = sheet.AsSpan((channel * to.Height + top + y) * to.Width + left);
                for (var x = 0; x < from.Width * magnification; x++)
                {
                    target[x] = source[y / magnification * from.Width + x / magnification];
                }
            }
        }
    }
}
