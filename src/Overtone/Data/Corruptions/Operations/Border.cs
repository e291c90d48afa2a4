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
    internal static int Inside(this Border border, int place, int size)
    {
        if ((uint)place < (uint)size)
        {
            return place;
        }

        if (border == Border.Nearest || size == 1)
        {
            return Math.Clamp(place, 0, size - 1);
        }

        var period = border == Border.Mirror ? 2 * (size - 1) : 2 * size;
        place %= period;
        place = place < 0 ? place + period : place;
        return place < size ? place : period - place - (border == Border.Mirror ? 0 : 1);
    }
}
