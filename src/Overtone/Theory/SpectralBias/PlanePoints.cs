using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// Points of the plane at which networks learn functions along a curve.
/// Source: 1806.08734, experiments 5 and 6.
/// </summary>
public static class PlanePoints
{
    /// <summary>The points γ(j/N) of a flower, [N, 2], float32: at equal distances in angle, not along the curve.</summary>
    /// <param name="petals">L, not negative; 0 is the unit circle.</param>
    /// <param name="samples">N.</param>
    /// <param name="device">Where the tensor lives.</param>
    public static Tensor Flower(int petals, int samples, Device device)
    {
        var curve = new FlowerCurve(petals);
        return ToTensor(SineSum.Points(samples).Select(curve.At), device);
    }

    /// <summary>
    /// As many points of the square that flowers lie in, drawn: neighbours along them are no neighbours in the plane. [N, 2], float32.
    /// </summary>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="samples">N.</param>
    /// <param name="device">Where the tensor lives.</param>
    public static Tensor Scattered(long seed, int samples, Device device)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, "scattered");
        return empty(samples, 2).uniform_(-1.5, 1.5, generator).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>A square grid around the origin, row by row, rounded to nine decimals.</summary>
    /// <param name="half">Half the side of the square, in which flowers lie from 1.5 on.</param>
    /// <param name="side">Points a side, at least 2.</param>
    public static IEnumerable<(double X, double Y)> Grid(double half, int side)
    {
        double At(int n) => Math.Round(-half + (2 * half * n / (side - 1)), 9);
        return from row in Enumerable.Range(0, side) from column in Enumerable.Range(0, side) select (At(column), At(row));
    }

    /// <summary>The points that lie further than a distance from every sample of a curve.</summary>
    /// <param name="points">The points.</param>
    /// <param name="samples">The samples, at least one.</param>
    /// <param name="distance">The distance.</param>
    public static IEnumerable<(double X, double Y)> Beyond(
        IEnumerable<(double X, double Y)> points, IReadOnlyList<(double X, double Y)> samples, double distance) =>
        points.Where(point => samples.Min(sample => Math.Sqrt(Math.Pow(point.X - sample.X, 2) + Math.Pow(point.Y - sample.Y, 2)))
            > distance);

    /// <summary>Points as a tensor, [n, 2], float32.</summary>
    /// <param name="points">The points.</param>
    /// <param name="device">Where the tensor lives.</param>
    public static Tensor ToTensor(IEnumerable<(double X, double Y)> points, Device device)
    {
        using var scope = NewDisposeScope();
        float[] numbers = [.. points.SelectMany(point => new[] { (float)point.X, (float)point.Y })];
        return tensor(numbers).reshape(-1, 2).to(device).MoveToOuterDisposeScope();
    }
}
