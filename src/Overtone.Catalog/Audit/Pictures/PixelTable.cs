using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Pictures;

/// <summary>Pixels of pictures as rows of a table, for figures that show images.</summary>
/// <param name="name">The table's name.</param>
/// <param name="channels">One for grey images, three for colour.</param>
/// <param name="longestSide">The longest side that is kept; of larger images the middle is.</param>
/// <param name="captions">Columns that say which picture a pixel belongs to.</param>
internal sealed class PixelTable(string name, int channels, int longestSide, params Column[] captions)
{
    private const int Digits = 4;

    private readonly TableBuilder _rows = new(
        name, [.. captions, Column.Integer("row"), Column.Integer("column"), .. ColumnsOf(channels).Select(column => Column.Number(column))]);

    /// <summary>The columns of pixel values: one for grey images, red, green and blue for colour.</summary>
    public static string[] ColumnsOf(int channels) => channels == 1 ? ["grey"] : ["red", "green", "blue"];

    /// <summary>A panel of such pictures.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="image">The column that tells the pictures apart.</param>
    /// <param name="channels">One for grey images, three for colour.</param>
    /// <param name="label">What a pixel's value is.</param>
    public static ImagePanel Panel(string table, string image, int channels, string label = "pixel value")
    {
        string[] columns = ColumnsOf(channels);
        return new ImagePanel
        {
            Table = table,
            Image = image,
            PixelRow = "row",
            PixelColumn = "column",
            Value = new Axis(columns[0], label, Minimum: 0, Maximum: 1),
            Colour = columns.Length == 3 ? new GreenAndBlue(columns[1], columns[2]) : null,
        };
    }

    /// <summary>Adds one picture.</summary>
    /// <param name="picture">[C, H, W].</param>
    /// <param name="captions">A value for each caption column.</param>
    public void Add(Tensor picture, params object[] captions)
    {
        using var scope = NewDisposeScope();
        Tensor middle = Middle(picture);
        (int height, int width) = ((int)middle.shape[1], (int)middle.shape[2]);
        float[] values = middle.contiguous().cpu().data<float>().ToArray();
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            _rows.Add([
                .. captions, pixel / width, pixel % width,
                .. Enumerable.Range(0, channels).Select(channel => (object)Math.Round((double)values[(channel * height * width) + pixel], Digits))]);
        }
    }

    /// <summary>The table of all pictures added so far.</summary>
    public Table Build() => _rows.Build();

    private Tensor Middle(Tensor image)
    {
        (long height, long width) = (Math.Min(image.shape[1], longestSide), Math.Min(image.shape[2], longestSide));
        return image.narrow(1, (image.shape[1] - height) / 2, height).narrow(2, (image.shape[2] - width) / 2, width);
    }
}
