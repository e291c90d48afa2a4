using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Where samples lie along a direction through their space, and how fine they lie there.
/// Source: 1901.06523, section 3 (the projection method).
/// </summary>
public static class LineCoordinates
{
    // Points nearer to each other than this share of their range are one point twice.
    private const double SamePoint = 1e-9;
    private const double HighestPerDeviation = 1.2;
    private const double PeriodsOverRange = 20;

    /// <summary>The coordinates p·x of samples, computed in float64.</summary>
    /// <param name="inputs">The samples, shape [n, d], any type.</param>
    /// <param name="direction">The direction p, shape [d], any floating type.</param>
    /// <returns>n coordinates, in units of the inputs times the direction's length.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double[] Of(Tensor inputs, Tensor direction)
    {
        if (inputs.dim() != 2 || direction.dim() != 1 || inputs.shape[1] != direction.shape[0])
            throw new ArgumentException($"The inputs have shape [{string.Join(", ", inputs.shape)}], the direction "
                + $"[{string.Join(", ", direction.shape)}]; expected [n, d] and [d].", nameof(direction));
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return inputs.to_type(ScalarType.Float64).mv(direction.to_type(ScalarType.Float64)).cpu().data<double>().ToArray();
    }

    /// <summary>The coordinates of samples that are not held, along several directions.</summary>
    /// <param name="pass">Gives all samples once, block by block, to what it is given: shape [n, d], any type.</param>
    /// <param name="directions">The directions, shape [directions, d], any floating type.</param>
    /// <param name="samples">How many samples there are.</param>
    /// <returns>For each direction, as many coordinates, in units of the inputs times the direction's length.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static double[][] Of(Action<Action<Tensor>> pass, Tensor directions, int samples)
    {
        double[][] coordinates = [.. Enumerable.Range(0, (int)directions.shape[0]).Select(_ => new double[samples])];
        int start = 0;
        pass(block =>
        {
            using var scope = NewDisposeScope();
            for (int d = 0; d < coordinates.Length; d++)
                Of(block, directions[d]).CopyTo(coordinates[d], start);
            start += (int)block.shape[0];
        });
        return coordinates;
    }

    /// <summary>
    /// Coordinates along a direction, centred and divided by their standard deviation, so that frequencies of different data sets compare:
    /// neither changes a relative error.
    /// </summary>
    /// <param name="inputs">The samples, shape [n, d], any floating type; products with the direction are computed in it.</param>
    /// <param name="direction">The direction, shape [d], any floating type.</param>
    /// <returns>Shape [n], float64, and what they were divided by, in units of the inputs times the direction's length.</returns>
    public static (Tensor Coordinates, double Deviation) Standardised(Tensor inputs, Tensor direction)
    {
        using var scope = NewDisposeScope();
        Tensor projected = inputs.mv(direction.to_type(inputs.dtype)).to_type(ScalarType.Float64);
        Tensor centred = projected - projected.mean();
        double deviation = centred.square().mean().sqrt().item<double>();
        return ((centred / deviation).MoveToOuterDisposeScope(), deviation);
    }

    /// <summary>Coordinates less their mean.</summary>
    public static double[] Centred(IReadOnlyList<double> coordinates)
    {
        double mean = coordinates.Average();
        return [.. coordinates.Select(x => x - mean)];
    }

    /// <summary>The standard deviation of centred coordinates.</summary>
    public static double StandardDeviation(IReadOnlyList<double> centred) => Math.Sqrt(centred.Average(x => x * x));

    /// <summary>
    /// Half the mean density of distinct points: the Nyquist frequency of evenly spaced samples, above which a frequency cannot be told
    /// from a lower one. Scattered samples have no such bound, but fewer points than half periods cannot tell frequencies apart either.
    /// </summary>
    /// <param name="coordinates">The points, in any order.</param>
    /// <returns>In cycles per unit of the coordinates; 0 where all points are one.</returns>
    public static double Nyquist(IReadOnlyList<double> coordinates)
    {
        double[] sorted = [.. coordinates.Order()];
        double range = sorted[^1] - sorted[0];
        int gaps = sorted.Zip(sorted.Skip(1)).Count(pair => pair.Second - pair.First > SamePoint * range);
        return range > 0 ? gaps / (2 * range) : 0;
    }

    /// <summary>
    /// Up to which frequency a spectrum is worth taking, unless one knows better: 1.2 cycles per standard deviation of projected inputs, or
    /// 20 periods over the range of inputs of one number; the Nyquist frequency if that is lower.
    /// </summary>
    /// <param name="centred">Centred coordinates.</param>
    /// <param name="areInputs">Whether they are inputs of one number, and no projections.</param>
    /// <returns>In cycles per unit of the coordinates.</returns>
    public static double HighestFrequency(IReadOnlyList<double> centred, bool areInputs) => Math.Min(
        Nyquist(centred),
        areInputs ? PeriodsOverRange / (centred.Max() - centred.Min()) : HighestPerDeviation * (1 / StandardDeviation(centred)));
}
