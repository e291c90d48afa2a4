using System.Globalization;
using System.IO.Compression;

namespace Overtone.Data;

/// <summary>
/// The 8×8 handwritten digits inside the library: 1,797 grey images, ten classes, for first steps and tests without a download.
/// </summary>
/// <remarks>
/// The pixels are 0-16 divided by 16; the last 360 images are the test set.
/// Source: E. Alpaydin, Optical Recognition of Handwritten Digits, UCI, 1998, in the copy of scikit-learn.
/// </remarks>
public static class Digits
{
    private const int TestCount = 360;
    private const byte LargestPixel = 16;
    private const string Resource = "Overtone.Data.digits.csv.gz";
    private static readonly ImageShape Shape = new(1, 8, 8);

    /// <summary>Reads both parts: the first 1,437 images and the last 360.</summary>
    /// <returns>Two sets of [N, 1, 8, 8] without files, since the data belong to the library's version.</returns>
    public static DataSplit Read()
    {
        var rows = ReadRows();
        return new DataSplit(Part(rows[..^TestCount]), Part(rows[^TestCount..]));
    }

    private static MemoryDataset Part(byte[][] rows) => new(
        "digits",
        Shape,
        LabelRules.NumberNames(10),
        [.. rows.Select(row => (int)row[^1])],
        [.. rows.SelectMany(row => row[..^1])],
        LargestPixel);

    private static byte[][] ReadRows()
    {
        using var resource = typeof(Digits).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the library.");
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        return
        [
            .. reader.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Split(',').Select(number => byte.Parse(number, CultureInfo.InvariantCulture)).ToArray()),
        ];
    }
}
