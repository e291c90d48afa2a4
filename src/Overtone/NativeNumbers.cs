using static TorchSharp.torch;

namespace Overtone;

/// <summary>
/// Numbers of .NET arrays as tensors with memory of their own. A tensor made straight from an array lies where the array does, and the last
/// bits of a matrix product depend on how its memory is aligned; libtorch aligns its own always alike, so that equal numbers give equal
/// bits.
/// </summary>
internal static class NativeNumbers
{
    /// <summary>A vector, float64.</summary>
    public static Tensor Of(ReadOnlySpan<double> values)
    {
        using Tensor borrowed = tensor(values.ToArray(), dtype: float64);
        return borrowed.clone();
    }

    /// <summary>A matrix, float64.</summary>
    public static Tensor Of(double[,] values)
    {
        using Tensor borrowed = tensor(values, dtype: float64);
        return borrowed.clone();
    }
}
