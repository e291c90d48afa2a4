using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Distances to nearest neighbours, the natural scale for the variance of <see cref="GaussianFilter"/>: well below them the filter
/// leaves every sample alone.
/// Source: 1901.06523, Fig. 3, read with the scale of its δ in mind.
/// </summary>
public static class NearestNeighbours
{
    private const int BlockSize = 1024;

    /// <summary>The squared ℓ2 distance from each point to its nearest other point.</summary>
    /// <param name="inputs">The points, shape [n, d] with n above 1, any floating type.</param>
    /// <returns>n squared distances, in rising order.</returns>
    /// <exception cref="ArgumentException">The inputs have another shape.</exception>
    public static double[] SquaredDistances(Tensor inputs)
    {
        if (inputs.dim() != 2 || inputs.shape[0] < 2)
            throw new ArgumentException(
                $"The inputs have shape [{string.Join(", ", inputs.shape)}]; expected [n, d] with n > 1.", nameof(inputs));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor points = inputs.to_type(ScalarType.Float32) - inputs.mean([0], type: ScalarType.Float32);
        Tensor norms = points.square().sum(1);
        var nearest = new List<double>();
        for (long start = 0; start < points.shape[0]; start += BlockSize)
        {
            using var block = NewDisposeScope();
            long size = Math.Min(BlockSize, points.shape[0] - start);
            Tensor distances =
                norms.narrow(0, start, size).unsqueeze(1) + norms.unsqueeze(0) - (2 * points.narrow(0, start, size).mm(points.t()));
            distances.narrow(1, start, size).diagonal().fill_(float.PositiveInfinity);
            nearest.AddRange(distances.min(1).values.clamp(min: 0).to_type(ScalarType.Float64).cpu().data<double>().ToArray());
        }

        nearest.Sort();
        return [.. nearest];
    }

    /// <summary>
    /// Quantiles of the squared distances, from the least to the greatest at equal steps: each a distance that there is.
    /// </summary>
    /// <param name="inputs">The points, shape [n, d] with n above 1, any floating type.</param>
    /// <param name="count">How many quantiles, at least 2.</param>
    /// <exception cref="ArgumentException">The inputs have another shape.</exception>
    public static IReadOnlyList<(double Quantile, double SquaredDistance)> Quantiles(Tensor inputs, int count)
    {
        double[] distances = SquaredDistances(inputs);
        return [.. Enumerable.Range(0, count).Select(q =>
            ((double)q / (count - 1), distances[(int)Math.Round((distances.Length - 1) * (double)q / (count - 1))]))];
    }
}
