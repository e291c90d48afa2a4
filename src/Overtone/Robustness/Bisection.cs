namespace Overtone.Robustness;

/// <summary>The place in a range of whole numbers where something becomes true.</summary>
internal static class Bisection
{
    /// <summary>The first number for which it is true; the last one, of which that is not asked, if it is for no other.</summary>
    /// <param name="low">The first number of the range.</param>
    /// <param name="high">The last one.</param>
    /// <param name="isTrue">True from some number on.</param>
    public static int FirstTrue(int low, int high, Func<int, bool> isTrue)
    {
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = isTrue(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
