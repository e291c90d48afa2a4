namespace Overtone.Data.Corruptions;

/// <summary>A picture of ice at one size.</summary>
/// <param name="name">What to call it in errors.</param>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="planes">Red, green, blue, each row by row.</param>
internal sealed class FrostTexture(string name, int height, int width, byte[] planes)
{
    internal int Height { get; } = height;

    internal int Width { get; } = width;

    /// <summary>Requires that there is a choice of cuts.</summary>
    /// <exception cref="DataFormatException">There is not.</exception>
    internal void RequireLargerThan(ImageShape shape)
    {
        if (Height <= shape.Height || Width <= shape.Width)
        {
            throw new DataFormatException(
                name,
                "size",
                $"{ImageFile.Size(Height, Width)} at a fifth of its size times min(height, width) / 32",
                $"more than {ImageFile.Size(shape.Height, shape.Width)}");
        }
    }

    /// <summary>Part of one channel, in [0, 1]; of all three, by their brightness, if one is all there is.</summary>
    internal void Cut(int top, int left, ImageShape shape, int channel, Span<float> result)
    {
        for (var row = 0; row < shape.Height; row++)
        {
            var start = (top + row) * Width + left;
            var target = result.Slice(row * shape.Width, shape.Width);
            if (shape.Channels == 3)
            {
                var source = planes.AsSpan(channel * Height * Width + start, shape.Width);
                for (var column = 0; column < target.Length; column++)
                {
                    target[column] = source[column] * (1 / PixelLimits.Bytes);
                }

                continue;
            }

            for (var column = 0; column < target.Length; column++)
            {
                (float, float, float) colour = (
                    planes[start + column], planes[Height * Width + start + column], planes[2 * Height * Width + start + column]);
                target[column] = Operations.Luma.InChannel(colour, 0, 1) / PixelLimits.Bytes;
            }
        }
    }

    /// <summary>Red, green and blue, each row by row.</summary>
    internal ReadOnlySpan<byte> Planes => planes;
}
