using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>Shapes, choices and numbers drawn at random for tests of operators.</summary>
internal static class Drawn
{
    public static string Of(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    public static long[] Many(Random random, int count, int from, int until) =>
        [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(from, until))];

    public static Tensor Values(int seed, long[] shape)
    {
        using Generator generator = new((ulong)seed);
        return empty(shape).normal_(0, 1, generator);
    }

    /// <summary>Whole numbers of a type, up to but without a limit.</summary>
    public static Tensor Whole(int seed, long[] shape, ScalarType type, int from, int until)
    {
        using Generator generator = new((ulong)seed);
        return randint(from, until, shape, dtype: ScalarType.Int64, generator: generator).to_type(type);
    }
}
