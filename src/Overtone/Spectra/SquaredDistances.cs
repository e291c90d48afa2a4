using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// Squared distances between the rows of a matrix, a block at a time. Images of 256 levels are multiplied as whole numbers in float32,
/// which is twice as fast as float64 and exact as long as no sum reaches 2²⁴; anything else is centred and multiplied in float64.
/// </summary>
internal sealed class SquaredDistances
{
    private const int Levels = 255;
    // float32(k/255)·255 lies this near to k.
    private const double LevelTolerance = 1e-4;
    // The first whole number that float32 cannot tell from its neighbours.
    private const double ExactLimit = 1 << 24;

    private readonly IReadOnlyList<Tensor> _parts;
    private readonly Tensor _norms;

    private SquaredDistances(IReadOnlyList<Tensor> parts, Tensor norms, double unit) => (_parts, _norms, Unit) = (parts, norms, unit);

    /// <summary>What a distance of 1 in a block stands for.</summary>
    public double Unit { get; }

    /// <summary>Prepares distances; the caller's dispose scope owns what is kept.</summary>
    /// <param name="inputs">[n, d].</param>
    public static SquaredDistances Of(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        // Components that never vary, like the border of MNIST, add nothing to a distance.
        Tensor points = inputs.index_select(1, inputs.amax([0]).ne(inputs.amin([0])).nonzero().flatten());
        SquaredDistances distances = OfLevels(points) ?? OfNumbers(points.to_type(ScalarType.Float64));
        distances._norms.MoveToOuterDisposeScope();
        foreach (Tensor part in distances._parts)
            part.MoveToOuterDisposeScope();
        return distances;
    }

    /// <summary>The squared distances between two runs of rows.</summary>
    /// <returns>[rows, width], float64, not below 0, in units of <see cref="Unit"/>.</returns>
    public Tensor Block(long row, long rows, long column, long width)
    {
        Tensor distances = _norms.narrow(0, row, rows).unsqueeze(1) + _norms.narrow(0, column, width);
        foreach (Tensor part in _parts)
        {
            Tensor left = part.narrow(0, row, rows), right = part.narrow(0, column, width).t();
            if (part.dtype == ScalarType.Float64)
            {
                distances.addmm_(left, right, beta: 1, alpha: -2);
            }
            else
            {
                // Twice, because a factor would be a plain number, which may be freed during the call (see CollectionPoint).
                Tensor products = left.mm(right);
                distances.sub_(products).sub_(products);
            }
        }

        return distances.relu_();
    }

    // Centring keeps the cancellation in |x|² + |y|² − 2xy small.
    private static SquaredDistances OfNumbers(Tensor points)
    {
        points = points - points.mean([0]);
        return new SquaredDistances([points], linalg.norm(points, 2, dims: [1]).square(), 1);
    }

    private static SquaredDistances? OfLevels(Tensor points)
    {
        if (points.dtype != ScalarType.Float32
            || points.shape[1] == 0
            || points.amin().item<float>() < 0
            || points.amax().item<float>() > 1)
            return null;
        Tensor levels = points * Levels, whole = levels.round();
        if (levels.sub_(whole).abs_().amax().item<float>() > LevelTolerance)
            return null;
        // A product of two rows is at most the larger of their squared norms, and so are its partial sums: levels are not negative.
        var parts = new List<Tensor>();
        for (int count = 1; ; count *= 2)
        {
            parts = [.. whole.chunk(count, dim: 1)];
            if (parts.TrueForAll(part => SquaredNorms(part).amax().item<double>() < ExactLimit))
                break;
        }

        Tensor norms = zeros(points.shape[0], dtype: float64, device: points.device);
        foreach (Tensor part in parts)
            norms.add_(SquaredNorms(part));
        return new SquaredDistances([.. parts.Select(part => part.contiguous())], norms, 1.0 / ((double)Levels * Levels));
    }

    private static Tensor SquaredNorms(Tensor part) => part.square().sum([1], type: ScalarType.Float64);
}
