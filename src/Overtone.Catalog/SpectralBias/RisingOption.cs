using System.Numerics;
using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Options of several numbers that make an axis.</summary>
internal static class RisingOption
{
    /// <summary>Requires two or three numbers or more, each above the one before.</summary>
    /// <param name="option">The option, for the fault.</param>
    /// <param name="values">Its numbers.</param>
    /// <param name="fewest">2 or 3.</param>
    /// <exception cref="InvalidOptionException">They are fewer, or do not rise.</exception>
    public static void Require<T>(string option, IReadOnlyList<T> values, int fewest)
        where T : INumber<T>
    {
        if (values.Count < fewest || values.Zip(values.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new InvalidOptionException(option, string.Join(',', values), $"{(fewest == 2 ? "two" : "three")} or more, rising");
    }
}
