using System.Numerics.Tensors;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>The relief of drops of water: bright where their outlines face away from the light.</summary>
/// <remarks>
/// The distance from the outlines is smoothed and cut down to whole bytes, these levels are equalised, and a filter lights them from one
/// side. Whole levels are what equalisation counts, so they are part of the effect in both modes: rounding instead of cutting would make it
/// up to twice as strong.
/// Source: the program that made CIFAR-10-C (hendrycks/robustness), with what OpenCV documents for bytes.
/// </remarks>
internal static class DropRelief
{
    private const float LowEdge = 50;
    private const float HighEdge = 150;
    private const float FarthestOutline = 20;
    private const int Neighbours = 9;

    // Light from the upper left: the drops' lower right sides shine.
    private static readonly FilterTap[] Light =
        [new(-1, -1, -2), new(-1, 0, -1), new(0, -1, -1), new(0, 0, 1), new(0, 1, 1), new(1, 0, 1), new(1, 1, 2)];

    // A sum, divided afterwards: weights of a ninth would push means that are whole below themselves.
    private static readonly FilterTap[] Sum =
        [.. from down in Enumerable.Range(-1, 3) from across in Enumerable.Range(-1, 3) select new FilterTap(down, across, 1)];

    /// <summary>Makes the relief.</summary>
    /// <param name="liquid">Whole numbers from 0, dry, to 255.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="scale">The image's shorter side against 32 pixels: drops are so much larger.</param>
    /// <param name="toBytes">Whether the relief is rounded to whole numbers, as published.</param>
    /// <param name="relief">The relief, from 0 to 255.</param>
    /// <param name="workspace">Lends memory.</param>
    internal static void Make(
        ReadOnlySpan<float> liquid, int height, int width, float scale, bool toBytes, Span<float> relief, CorruptionWorkspace workspace)
    {
        ImageShape shape = new(1, height, width);
        var outline = workspace.Take(liquid.Length);
        EdgeMap.Find(liquid, height, width, LowEdge, HighEdge, outline, workspace);
        EdgeDistance.Measure(outline, height, width, Math.Min(FarthestOutline * Math.Max(1, scale), PixelLimits.Bytes));
        Smooth(outline, shape, relief, workspace);
        TensorPrimitives.Floor(relief, relief);
        LevelEqualisation.Apply(relief);
        new PaddedImage(relief, shape, 1, 1, Border.Mirror, workspace).Correlate(Light, outline, workspace);
        TensorPrimitives.Min(outline, PixelLimits.Bytes, outline);
        TensorPrimitives.Max(outline, 0, outline);
        Smooth(outline, shape, relief, workspace);
        if (toBytes)
        {
            TensorPrimitives.Round(relief, relief);
        }
    }

    private static void Smooth(ReadOnlySpan<float> image, ImageShape shape, Span<float> result, CorruptionWorkspace workspace)
    {
        new PaddedImage(image, shape, 1, 1, Border.Mirror, workspace).Correlate(Sum, result, workspace);
        TensorPrimitives.Divide(result, Neighbours, result);
    }
}
