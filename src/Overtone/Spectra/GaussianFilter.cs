using System.Globalization;
using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Splits functions sampled at scattered points of any dimension into low and high frequencies: the low part is the
/// Gaussian-weighted mean over all samples, own sample included, y_low(i) = Σ_j y_j G(x_i − x_j) / Σ_j G(x_i − x_j) with
/// G(r) = exp(−|r|²/(2δ)), so δ is a variance; the high part is the rest.
/// Distances are computed in float64, once for all δ and once for each pair of points, a block at a time, so 60,000 images need little more
/// memory than a float64 copy of them.
/// Source: 1901.06523, section 4 and Fig. 3 (the filtering method).
/// </summary>
public static class GaussianFilter
{
    // Few rows waste little of the blocks on the diagonal, whose pairs are met twice; a block of 4 MB stays in the cache.
    private const int BlockRows = 512;
    private const int BlockColumns = 1024;
    // A neighbour at the distance r with r² = 4δ weighs exp(-2).
    private const double SquaredDistanceToVariance = 0.25;
    private const int FittingVariances = 4;

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
        Tensor inputs,
        Tensor values,
        IReadOnlyList<double> variances,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        if (inputs.dim() != 2 || values.dim() != 2 || inputs.shape[0] != values.shape[0])
            throw new ArgumentException($"The inputs have shape [{string.Join(", ", inputs.shape)}], the values "
                + $"[{string.Join(", ", values.shape)}]; expected [n, d] and [n, m].", nameof(values));
        if (variances.FirstOrDefault(v => !(v > 0), 1) is var wrong && !(wrong > 0))
            throw new ArgumentException($"The variance {wrong} is not above zero.", nameof(variances));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        long count = inputs.shape[0], columns = values.shape[1];
        // A column of ones makes the same matrix product sum the weights.
        Tensor extended = cat([values.to_type(ScalarType.Float64), ones(count, 1, dtype: float64, device: values.device)], dim: 1);
        Tensor sums = zeros(variances.Count, count, columns + 1, dtype: float64, device: values.device);
        SquaredDistances pairs = SquaredDistances.Of(inputs);
        // Tensors, not plain numbers, which may be freed during the long calls below (see CollectionPoint). Powers of two, because libtorch
        // computes them in two thirds of the time of powers of e.
        Tensor[] exponents = [.. variances.Select(v => tensor(-pairs.Unit / (2 * v * Math.Log(2)), dtype: float64, device: values.device))];
        for (long row = 0; row < count; row += BlockRows)
        {
            long rows = Math.Min(BlockRows, count - row);
            for (long column = row; column < count; column += BlockColumns)
            {
                cancellation.ThrowIfCancellationRequested();
                CollectionPoint.Collect();
                using var blockScope = NewDisposeScope();
                long width = Math.Min(BlockColumns, count - column);
                Tensor distances = pairs.Block(row, rows, column, width);
                Accumulate(distances, exponents, extended, sums, row, column);
            }

            progress?.Report(ShareOfPairs(row + rows, count));
        }

        return (sums.narrow(2, 0, columns) / sums.narrow(2, columns, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The shares of values' energy that their low- and their high-frequency part hold. The parts are not orthogonal: the sum is not 1.
    /// </summary>
    /// <param name="values">The values, shape [n, m], float64.</param>
    /// <param name="low">Their low-frequency part, of the same shape.</param>
    public static (double Low, double High) EnergyShares(Tensor values, Tensor low)
    {
        using var scope = NewDisposeScope();
        double total = Energy(values);
        return (Energy(low) / total, Energy(values - low) / total);
    }

    /// <summary>
    /// The relative errors of outputs' parts, all columns together: the ℓ2 norm of the difference over that of the targets' part.
    /// </summary>
    /// <param name="targets">The targets, shape [n, m], float64.</param>
    /// <param name="targetsLow">Their low-frequency part, of the same shape.</param>
    /// <param name="outputs">The outputs, of the same shape.</param>
    /// <param name="outputsLow">Their low-frequency part, of the same shape.</param>
    public static (double Low, double High) Errors(Tensor targets, Tensor targetsLow, Tensor outputs, Tensor outputsLow)
    {
        using var scope = NewDisposeScope();
        Tensor targetsHigh = targets - targetsLow;
        return (
            Math.Sqrt(Energy(targetsLow - outputsLow) / Energy(targetsLow)),
            Math.Sqrt(Energy(targetsHigh - (outputs - outputsLow)) / Energy(targetsHigh)));
    }

    /// <summary>
    /// Variances at which the filter separates anything: four in equal ratios, from the scale of nearest neighbours to that of all pairs,
    /// rounded to three digits.
    /// </summary>
    /// <param name="inputs">The points, shape [n, d] with n above 1, float64.</param>
    /// <returns>In squared units of the inputs, rising, each above zero; fewer where scales are the same.</returns>
    public static double[] VariancesFor(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        double all = 2 * inputs.var([0], unbiased: false).sum().item<double>();
        double[] distances = NearestNeighbours.SquaredDistances(inputs);
        double near = Math.Min(all, distances.Skip(distances.Length / 2).FirstOrDefault(distance => distance > 0, all));
        return [.. Enumerable.Range(0, FittingVariances)
            .Select(n => Rounded(SquaredDistanceToVariance * near * Math.Pow(all / near, n / (FittingVariances - 1.0))))
            .Where(v => v > 0)
            .Distinct()];
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double Energy(Tensor values) => values.square().sum().item<double>();

    private static void Accumulate(Tensor distances, Tensor[] exponents, Tensor extended, Tensor sums, long row, long column)
    {
        long rows = distances.shape[0], columns = distances.shape[1], own = column == row ? rows : 0;
        for (int index = 0; index < exponents.Length; index++)
        {
            using var scope = NewDisposeScope();
            Tensor weights = (distances * exponents[index]).exp2_();
            Tensor sum = sums[index];
            sum.narrow(0, row, rows).addmm_(weights, extended.narrow(0, column, columns), beta: 1, alpha: 1);
            if (columns > own)
                sum.narrow(0, column + own, columns - own)
                    .addmm_(weights.narrow(1, own, columns - own).t(), extended.narrow(0, row, rows), beta: 1, alpha: 1);
        }
    }

    private static double ShareOfPairs(long rowsDone, long count) => 1 - Math.Pow(1 - ((double)rowsDone / count), 2);
}
