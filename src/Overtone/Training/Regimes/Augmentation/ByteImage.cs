namespace Overtone.Training.Regimes.Augmentation;

/// <summary>A colour image in bytes, channel by channel and row by row, with as much room beside it.</summary>
internal readonly ref struct ByteImage
{
    public const int Channels = 3;

    // What moves in from outside, as in the published program's mean of the data: about mid-grey.
    public const byte Outside = 128;

    public ByteImage(int height, int width, Span<byte> memory)
    {
        int size = Channels * height * width;
        (Height, Width) = (height, width);
        Pixels = memory[..size];
        Room = memory.Slice(size, size);
    }

    public int Height { get; }

    public int Width { get; }

    public Span<byte> Pixels { get; }

    /// <summary>As many bytes, to work in.</summary>
    public Span<byte> Room { get; }

    public Span<byte> Plane(int channel) => Pixels.Slice(channel * Height * Width, Height * Width);

    public Span<byte> RoomPlane(int channel) => Room.Slice(channel * Height * Width, Height * Width);

    /// <summary>The bytes that an image takes, with its room.</summary>
    public static int BytesFor(int height, int width) => 2 * Channels * height * width;
}
