using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The covariance of inputs that come in blocks, in float64, and its first principal direction. It holds a d×d matrix and none of the
/// inputs;
/// <see cref="PrincipalDirection"/> holds the inputs and no such matrix.
/// Source: 1901.06523, section 3 (the projection method).
/// </summary>
public sealed class StreamedCovariance : IDisposable
{
    // Stripes of the matrix, of which only what is on the diagonal or right of it is computed.
    private const int Stripes = 8;

    private readonly Tensor _sum;
    private readonly Tensor _products;
    private Tensor? _shift;
    private long _count;

    /// <summary>Nothing yet.</summary>
    /// <param name="dimensions">d, the numbers of one input.</param>
    /// <param name="device">Where to compute; null for the processor.</param>
    public StreamedCovariance(int dimensions, Device? device = null)
    {
        _sum = zeros(dimensions, dtype: float64, device: device).DetachFromDisposeScope();
        _products = zeros(dimensions, dimensions, dtype: float64, device: device).DetachFromDisposeScope();
    }

    /// <summary>Takes more inputs.</summary>
    /// <param name="inputs">Shape [n, d], any type, at least one row.</param>
    public void Add(Tensor inputs)
    {
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // Near the mean, so that large offsets do not cancel in the covariance.
        _shift ??= inputs.mean([0], type: ScalarType.Float64).DetachFromDisposeScope();
        Tensor shifted = inputs - _shift;
        _sum.add_(shifted.sum([0]));
        AddProducts(shifted);
        _count += inputs.shape[0];
    }

    /// <summary>The first principal direction and the variance of the inputs, summed over all directions.</summary>
    /// <returns>Shape [d], float64, unit length, its component of largest magnitude positive; and the sum of variances.</returns>
    /// <exception cref="InvalidOperationException">Fewer than two inputs came, or they do not vary.</exception>
    public (Tensor Direction, double Variance) Principal()
    {
        if (_count < 2)
            throw new InvalidOperationException($"There were {_count} inputs; a direction needs two.");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor mean = _sum / _count, covariance = (_products / _count) - outer(mean, mean);
        double variance = covariance.trace().item<double>();
        if (!(variance > 0))
            throw new InvalidOperationException("The inputs do not vary: every sample is the same.");
        Tensor direction = linalg.eigh(covariance, 'U').Item2.select(1, -1);
        double sign = direction[direction.abs().argmax()].item<double>();
        return ((direction * (sign < 0 ? -1.0 : 1.0)).MoveToOuterDisposeScope(), variance);
    }

    private void AddProducts(Tensor shifted)
    {
        long dimensions = shifted.shape[1], width = (dimensions + Stripes - 1) / Stripes;
        for (long start = 0; start < dimensions; start += width)
        {
            long rows = Math.Min(width, dimensions - start), columns = dimensions - start;
            Tensor stripe = _products.narrow(0, start, rows).narrow(1, start, columns);
            stripe.addmm_(shifted.narrow(1, start, rows).t(), shifted.narrow(1, start, columns), beta: 1, alpha: 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sum.Dispose();
        _products.Dispose();
        _shift?.Dispose();
    }
}
