namespace Overtone.Data;

/// <summary>Finds out which axis of an array of images is which, and puts the channels first.</summary>
internal static class ImageAxes
{
    internal static (int Count, ImageShape Shape, bool IsChannelsLast) Of(IReadOnlyList<int> sizes, string file)
    {
        return sizes switch
        {
            [var count, var height, var width] => (count, new ImageShape(1, height, width), false),
            [var count, 1 or 3, var height, var width] => (count, new ImageShape(sizes[1], height, width), false),
            [var count, var height, var width, 1 or 3] => (count, new ImageShape(sizes[3], height, width), true),
            _ => throw new DataFormatException(
                file,
                "shape",
                $"({string.Join(", ", sizes)})",
                "[image, row, column], [image, channel, row, column] or [image, row, column, channel] with 1 or 3 channels"),
        };
    }

    internal static T[] ChannelsFirst<T>(T[] pixels, ImageShape shape, bool isChannelsLast)
    {
        if (!isChannelsLast || shape.Channels == 1)
        {
            return pixels;
        }

        var result = new T[pixels.Length];
        var plane = shape.Height * shape.Width;
        for (var source = 0; source < pixels.Length; source++)
        {
            var (pixel, channel) = Math.DivRem(source, shape.Channels);
            var (image, position) = Math.DivRem(pixel, plane);
            result[image * shape.PixelCount + channel * plane + position] = pixels[source];
        }

        return result;
    }
}
