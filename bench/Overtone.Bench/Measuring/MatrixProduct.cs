using static TorchSharp.torch;

namespace Overtone.Bench.Measuring;

/// <summary>One product of float32 matrices: the rate that a machine's networks are held against.</summary>
internal static class MatrixProduct
{
    /// <summary>Rows and columns of the matrices.</summary>
    public const int Size = 1024;

    /// <summary>Operations of one product.</summary>
    public const double Operations = 2.0 * Size * Size * Size;

    /// <summary>The shortest of some products, in seconds, with the threads libtorch has.</summary>
    public static double Seconds(int repeats)
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(Size, Size), b = ones(Size, Size);
        return Enumerable.Range(0, repeats).Min(_ => Duel.Time(() => a.mm(b).Dispose()));
    }
}
