namespace Overtone.Data;

/// <summary>
/// Images in files that have different sizes, each decoded whenever it is read. They have no shape until they are fitted.
/// </summary>
internal sealed class MixedSizesDataset(
    string name,
    ImageShape[] shapes,
    IReadOnlyList<string> classNames,
    int[] labels,
    IReadOnlyList<string> files)
    : Dataset(name, shapes[0].Channels, classNames, labels, files)
{
    public override void ReadPixels(int index, Span<float> destination) =>
        ImageFile.ReadPixels(Files[index], shapes[index], destination);

    internal override ImageShape ShapeOf(int index) => shapes[index];

    private protected override DataFormatException DifferentSizes()
    {
        var other = Array.FindIndex(shapes, shape => shape != shapes[0]);
        return new DataFormatException(
            Files[other],
            "size",
            Size(other),
            $"{Size(0)}, as in {Files[0]} (an audit fits pictures of different sizes to its model with --resize resize or "
                + "resize-and-crop; everything else needs one size)");
    }

    private string Size(int index) => ImageFile.Size(shapes[index].Height, shapes[index].Width);
}
