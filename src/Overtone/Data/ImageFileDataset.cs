using System.Buffers;

namespace Overtone.Data;

/// <summary>Images that stay in their files and are decoded each time they are read.</summary>
internal sealed class ImageFileDataset(
    string name,
    ImageShape shape,
    IReadOnlyList<string> classNames,
    int[] labels,
    IReadOnlyList<string> files)
    : Dataset(name, shape, classNames, labels, files)
{
    public override void ReadPixels(int index, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var size = Shape.PixelCount;
        var planes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            ImageFile.ReadPlanes(Files[index], Shape, planes.AsSpan(0, size));
            PixelScaling.ToUnit(planes.AsSpan(0, size), byte.MaxValue, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(planes);
        }
    }
}
