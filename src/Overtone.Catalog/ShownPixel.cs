using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Catalog;

/// <summary>A pixel of whatever a report shows; a grey one's parts are all its value.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShownPixel(int Row, int Column, double Red, double Green, double Blue)
{
    private const int Digits = 4;

    /// <summary>The pixels of a picture, row by row.</summary>
    /// <param name="picture">[C, H, W].</param>
    /// <param name="longestSide">The longest side that is kept; of larger images the middle is.</param>
    public static ShownPixel[] Of(Tensor picture, int longestSide)
    {
        using var scope = NewDisposeScope();
        (int height, int width) = ((int)Math.Min(picture.shape[1], longestSide), (int)Math.Min(picture.shape[2], longestSide));
        Tensor middle = picture.narrow(1, (picture.shape[1] - height) / 2, height).narrow(2, (picture.shape[2] - width) / 2, width);
        float[] values = middle.contiguous().cpu().data<float>().ToArray();
        int last = (int)picture.shape[0] - 1;
        return [.. Enumerable.Range(0, height * width).Select(pixel =>
            new ShownPixel(pixel / width, pixel % width, Part(0, pixel), Part(Math.Min(1, last), pixel), Part(Math.Min(2, last), pixel)))];

        double Part(int channel, int pixel) => Math.Round((double)values[(channel * height * width) + pixel], Digits);
    }
}
