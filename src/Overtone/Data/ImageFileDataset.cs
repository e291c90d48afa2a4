namespace Overtone.Data;

/// <summary>
/// Images in files, each decoded when it is first read. Small sets keep what was decoded, so that nothing is decoded twice; others decode
/// each time.
/// </summary>
internal sealed class ImageFileDataset(
    string name,
    ImageShape shape,
    IReadOnlyList<string> classNames,
    int[] labels,
    IReadOnlyList<string> files,
    bool keepsPixels)
    : Dataset(name, shape, classNames, labels, files)
{
    private readonly byte[]?[] _kept = keepsPixels ? new byte[labels.Length][] : [];

    public override void ReadPixels(int index, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (keepsPixels)
        {
            PixelScaling.ToUnit(Keep(index), byte.MaxValue, destination);
        }
        else
        {
            ImageFile.ReadPixels(Files[index], Shape, destination);
        }
    }

    internal override void Prepare(ReadOnlySpan<int> indices)
    {
        if (!keepsPixels)
        {
            return;
        }

        int[] missing = [.. indices.ToArray().Distinct().Where(index => _kept[index] is null)];
        ImageFiles.ForEach(missing.Length, position => Keep(missing[position]), CancellationToken.None);
    }

    // Two threads may decode the same image; either result will do.
    private byte[] Keep(int index)
    {
        if (_kept[index] is { } known)
        {
            return known;
        }

        var planes = new byte[Shape.PixelCount];
        ImageFile.ReadPlanes(Files[index], Shape, planes);
        return _kept[index] = planes;
    }
}
