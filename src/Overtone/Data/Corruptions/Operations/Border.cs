namespace Overtone.Data.Corruptions.Operations;

/// <summary>What lies beyond the border of an image.</summary>
internal enum Border
{
    /// <summary>The outermost pixel: aaa|abcd|ddd.</summary>
    Nearest,

    /// <summary>The image mirrored in its outermost pixels: dcb|abcd|cba. OpenCV calls it reflect-101, SciPy mirror.</summary>
    Mirror,

    /// <summary>The image mirrored in its edges: cba|abcd|dcb. SciPy calls it reflect.</summary>
    Reflect,
}

/// <summary>The pixel that stands for a place beyond the border.</summary>
internal static class BorderRule
{
    /// <summary>A place in [0, size) for any place.</summary>
    internal static int Inside(this Border border, int index, int size)
    {
        if ((uint)index < (uint)size)
        {
            return index;
        }

        if (border == Border.Nearest || size == 1)
        {
            return Math.Clamp(index, 0, size - 1);
        }

        var period = border == Border.Mirror ? 2 * (size - 1) : 2 * size;
        index %= period;
        index = index < 0 ? index + period : index;
        return index < size ? index : period - index - (border == Border.Mirror ? 0 : 1);
    }
}
