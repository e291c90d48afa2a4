using static TorchSharp.torch;

namespace Overtone.Tests;

/// <summary>Random tensors for tests, each a function of its seed and shape alone.</summary>
internal static class Draw
{
    /// <summary>Standard normal numbers, float64.</summary>
    internal static Tensor Normal(long seed, params long[] shape)
    {
        using var generator = RandomStreams.Create(seed, "test");
        return empty(shape, dtype: float64).normal_(0, 1, generator);
    }

    /// <summary>Numbers from 0 to 1, float64.</summary>
    internal static Tensor Uniform(long seed, params long[] shape)
    {
        using var generator = RandomStreams.Create(seed, "test");
        return empty(shape, dtype: float64).uniform_(0, 1, generator);
    }
}
