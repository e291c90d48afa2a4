using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// Norms of layers, whose product bounds a ReLU network's Lipschitz constant and so the size of its high frequencies.
/// Source: 1806.08734, Theorem 1 and Fig. 1, and the notebooks published with it.
/// </summary>
public static class SpectralNorm
{
    private const int PublishedIterations = 10;

    /// <summary>The spectral norm: the largest singular value, by a singular value decomposition in float64.</summary>
    /// <param name="weights">[inputs, outputs], or [networks, inputs, outputs]; any floating type.</param>
    /// <returns>One number a network.</returns>
    public static double[] Of(Tensor weights)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor matrices = PerNetwork(weights).to_type(ScalarType.Float64).cpu();
        // A single row or column has its own length for its singular value.
        Tensor norms =
            matrices.shape[1] == 1 || matrices.shape[2] == 1 ? matrices.square().sum([1, 2]).sqrt() : linalg.svdvals(matrices).amax([1]);
        return norms.data<double>().ToArray();
    }

    /// <summary>
    /// What the notebooks plot as the spectral norm of a layer, for comparison only: of a single row or column its length, which is right,
    /// and of a square matrix A what <c>abs((b.T @ A @ b) / b.T @ b)</c> gives after ten steps of power iteration. Division and product
    /// bind equally, so that this is n |bᵀAb|, n times the Rayleigh quotient; and without Aᵀ the quotient is about an eigenvalue, not a
    /// singular value. A fresh 256 × 256 layer reads about 23 and has 1.14.
    /// </summary>
    /// <param name="weights">[inputs, outputs], or [networks, inputs, outputs]; square, or with a single row or column.</param>
    /// <param name="seed">The seed of the vector that power iteration starts from.</param>
    /// <returns>One number a network; NaN for a layer that is neither square nor a vector, of which there is no such number.</returns>
    public static double[] AsPublished(Tensor weights, long seed)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // The notebooks keep weights as [outputs, inputs].
        Tensor matrices = PerNetwork(weights).to_type(ScalarType.Float64).cpu().transpose(1, 2);
        (long networks, long size) = (matrices.shape[0], matrices.shape[1]);
        if (size == 1 || matrices.shape[2] == 1)
            return Of(weights);
        if (size != matrices.shape[2])
            return [.. Enumerable.Repeat(double.NaN, (int)networks)];
        Tensor vector = Iterate(matrices, seed);
        return (vector * matrices.matmul(vector)).sum([1, 2]).abs().mul(size).data<double>().ToArray();
    }

    /// <summary>The unit vectors that the published power iteration ends at, [networks, n, 1].</summary>
    internal static Tensor Iterate(Tensor matrices, long seed)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, "power iteration");
        Tensor vector = empty([1, matrices.shape[1], 1], dtype: float64).uniform_(0, 1, generator).expand(matrices.shape[0], -1, -1);
        for (int iteration = 0; iteration < PublishedIterations; iteration++)
        {
            vector = matrices.matmul(vector);
            vector = vector / vector.square().sum(1, keepdim: true).sqrt();
        }

        return vector.MoveToOuterDisposeScope();
    }

    private static Tensor PerNetwork(Tensor weights) => weights.dim() == 2 ? weights.unsqueeze(0) : weights;
}
