namespace Overtone.Data;

/// <summary>Finds out which axis of an array of images is which, and puts the channels first.</summary>
internal static class ImageAxes
{
    internal static (int Count, ImageShape Shape, bool IsChannelsLast) Of(IReadOnlyList<int> sizes, string file)
    {
        var (count, shape, isChannelsLast) = sizes switch
        {
            [var images, var height, var width] => (images, new ImageShape(1, height, width), false),
            [var images, 1 or 3, var height, var width] => (images, new ImageShape(sizes[1], height, width), false),
            [var images, var height, var width, 1 or 3] => (images, new ImageShape(sizes[3], height, width), true),
            _ => throw new DataFormatException(
                file,
                "shape",
                $"({string.Join(", ", sizes)})",
                "[image, row, column], [image, channel, row, column] or [image, row, column, channel] with 1 or 3 channels"),
        };
        return (long)shape.Channels * shape.Height * shape.Width <= int.MaxValue
            ? (count, shape, isChannelsLast)
            : throw new DataFormatException(file, "shape", $"({string.Join(", ", sizes)})", $"images of at most {int.MaxValue} numbers");
    }

    /// <summary>Moves the channels first, image by image and in place: the array may be most of the memory.</summary>
    internal static T[] ChannelsFirst<T>(T[] pixels, ImageShape shape, bool isChannelsLast)
    {
        if (!isChannelsLast || shape.Channels == 1)
        {
            return pixels;
        }

        var plane = shape.Height * shape.Width;
        var interleaved = new T[shape.PixelCount];
        for (var first = 0; first < pixels.Length; first += interleaved.Length)
        {
            pixels.AsSpan(first, interleaved.Length).CopyTo(interleaved);
            for (var source = 0; source < interleaved.Length; source++)
            {
                var (position, channel) = Math.DivRem(source, shape.Channels);
                pixels[first + channel * plane + position] = interleaved[source];
            }
        }

        return pixels;
    }
}
