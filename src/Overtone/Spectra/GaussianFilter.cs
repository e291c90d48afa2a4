using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Splits functions sampled at scattered points of any dimension into low and high frequencies: the low part is the
/// Gaussian-weighted mean over all samples, own sample included, y_low(i) = Σ_j y_j G(x_i − x_j) / Σ_j G(x_i − x_j) with
/// G(r) = exp(−|r|²/(2δ)), so δ is a variance; the high part is the rest.
/// Distances are computed once for all δ, in square blocks in float64, and each block serves for its mirror image too, so 60,000 images
/// need little more memory than the images themselves.
/// Source: 1901.06523, section 4 and Fig. 3 (the filtering method).
/// </summary>
public static class GaussianFilter
{
    private const int BlockSize = 1024;

    /// <summary>The low-frequency parts of sampled functions, for several variances.</summary>
    /// <param name="inputs">The points, shape [n, d], any floating type.</param>
    /// <param name="values">The functions' values, shape [n, m], any floating type.</param>
    /// <param name="variances">The variances δ, in squared units of the inputs, each above zero.</param>
    /// <param name="progress">Told the share of blocks done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the computation between blocks.</param>
    /// <returns>Shape [variances, n, m], float64.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or a variance is not above zero.</exception>
    /// <exception cref="OperationCanceledException">The computation was stopped.</exception>
    public static Tensor LowFrequencyPart(
        Tensor inputs, Tensor values, IReadOnlyList<double> variances, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        if (inputs.dim() != 2 || values.dim() != 2 || inputs.shape[0] != values.shape[0])
            throw new ArgumentException($"The inputs have shape [{string.Join(", ", inputs.shape)}], the values [{string.Join(", ", values.shape)}]; expected [n, d] and [n, m].", nameof(values));
        if (variances.FirstOrDefault(v => !(v > 0), 1) is var wrong && !(wrong > 0))
            throw new ArgumentException($"The variance {wrong} is not above zero.", nameof(variances));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        long count = inputs.shape[0], columns = values.shape[1];
        // A column of ones makes the same matrix product sum the weights.
        Tensor extended = cat([values.to_type(ScalarType.Float64), ones(count, 1, dtype: float64, device: values.device)], dim: 1);
        Tensor sums = zeros(variances.Count, count, columns + 1, dtype: float64, device: values.device);
        Tensor mean = inputs.mean([0], type: ScalarType.Float64);
        long blocks = (count + BlockSize - 1) / BlockSize, done = 0;
        for (long row = 0; row < blocks; row++)
        {
            using var rowScope = NewDisposeScope();
            (Tensor rowPoints, Tensor rowNorms) = Block(inputs, mean, row);
            for (long column = row; column < blocks; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                CollectionPoint.Collect();
                using var columnScope = NewDisposeScope();
                (Tensor points, Tensor norms) = column == row ? (rowPoints, rowNorms) : Block(inputs, mean, column);
                Tensor distances = rowNorms.unsqueeze(1) + norms.unsqueeze(0);
                distances.addmm_(rowPoints, points.t(), beta: 1, alpha: -2).clamp_(min: 0);
                Accumulate(distances, extended, sums, variances, row * BlockSize, column * BlockSize);
                progress?.Report((double)++done / (blocks * (blocks + 1) / 2));
            }
        }

        return (sums.narrow(2, 0, columns) / sums.narrow(2, columns, 1)).MoveToOuterDisposeScope();
    }

    private static void Accumulate(Tensor distances, Tensor extended, Tensor sums, IReadOnlyList<double> variances, long row, long column)
    {
        long rows = distances.shape[0], columns = distances.shape[1];
        for (int place = 0; place < variances.Count; place++)
        {
            using var scope = NewDisposeScope();
            Tensor weights = (distances * (-1 / (2 * variances[place]))).exp_();
            Tensor sum = sums[place];
            sum.narrow(0, row, rows).addmm_(weights, extended.narrow(0, column, columns), beta: 1, alpha: 1);
            if (row != column)
                sum.narrow(0, column, columns).addmm_(weights.t(), extended.narrow(0, row, rows), beta: 1, alpha: 1);
        }
    }

    // Centring keeps the cancellation in |x|² + |y|² − 2xy small.
    private static (Tensor Points, Tensor Norms) Block(Tensor inputs, Tensor mean, long block)
    {
        long start = block * BlockSize;
        Tensor points = inputs.narrow(0, start, Math.Min(BlockSize, inputs.shape[0] - start)).to_type(ScalarType.Float64) - mean;
        return (points, points.square().sum(1));
    }
}
