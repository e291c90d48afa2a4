using System.Numerics.Tensors;

namespace Overtone.Data.Corruptions.Operations;

/// <summary>
/// An image with what lies beyond its borders written out, so that a filter is a few sweeps over unbroken memory: what the sweeps compute
/// in the padding is thrown away.
/// </summary>
internal readonly ref struct PaddedImage
{
    private readonly ReadOnlySpan<float> _values;
    private readonly ImageShape _shape;
    private readonly int _down;
    private readonly int _across;

    /// <summary>Writes the padding out.</summary>
    /// <param name="image">The image.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="down">Rows above, and below.</param>
    /// <param name="across">Columns to the left, and to the right.</param>
    /// <param name="border">What lies there.</param>
    /// <param name="workspace">Lends the memory.</param>
    internal PaddedImage(ReadOnlySpan<float> image, ImageShape shape, int down, int across, Border border, CorruptionWorkspace workspace)
    {
        (_shape, _down, _across) = (shape, down, across);
        var values = workspace.Take(shape.Channels * (shape.Height + 2 * down) * Stride);
        _values = values;
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var plane = image.Slice(channel * shape.Height * shape.Width, shape.Height * shape.Width);
            for (var row = -down; row < shape.Height + down; row++, values = values[Stride..])
            {
                var source = plane.Slice(border.Inside(row, shape.Height) * shape.Width, shape.Width);
                source.CopyTo(values[across..]);
                for (var beyond = 1; beyond <= across; beyond++)
                {
                    values[across - beyond] = source[border.Inside(-beyond, shape.Width)];
                    values[across + shape.Width + beyond - 1] = source[border.Inside(shape.Width + beyond - 1, shape.Width)];
                }
            }
        }
    }

    private int Stride => _shape.Width + 2 * _across;

    /// <summary>The sum of weighted copies of the image, each moved by whole pixels.</summary>
    /// <param name="taps">The weights, and which pixel each is for: so many rows down and columns to the right of the result's.</param>
    /// <param name="result">The sum.</param>
    /// <param name="workspace">Lends memory.</param>
    internal void Correlate(ReadOnlySpan<FilterTap> taps, Span<float> result, CorruptionWorkspace workspace)
    {
        // One row of the sums ends where its pixels end: the last padding would lie beyond the memory.
        var length = (_shape.Height - 1) * Stride + _shape.Width;
        var sums = workspace.Take(_shape.Height * Stride);
        for (var channel = 0; channel < _shape.Channels; channel++)
        {
            var plane = _values[(channel * (_shape.Height + 2 * _down) * Stride)..];
            var target = result.Slice(channel * _shape.Height * _shape.Width, _shape.Height * _shape.Width);
            var sum = _across == 0 ? target : sums[..length];
            for (var index = 0; index < taps.Length; index++)
            {
                var moved = plane.Slice((_down + taps[index].Down) * Stride + _across + taps[index].Across, length);
                if (index == 0)
                {
                    TensorPrimitives.Multiply(moved, taps[index].Weight, sum);
                }
                else
                {
                    TensorPrimitives.MultiplyAdd(moved, taps[index].Weight, sum, sum);
                }
            }

            for (var row = 0; row < _shape.Height && _across > 0; row++)
            {
                sum.Slice(row * Stride, _shape.Width).CopyTo(target[(row * _shape.Width)..]);
            }
        }
    }
}
