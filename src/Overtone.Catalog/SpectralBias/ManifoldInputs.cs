using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>Points of the plane at which networks learn.</summary>
internal static class ManifoldInputs
{
    /// <summary>The points γ(j/N) of a flower, [N, 2], float32: at equal distances in angle, not along the curve.</summary>
    public static Tensor Curve(int petals, int samples, Device device)
    {
        var curve = new FlowerCurve(petals);
        return Of(SineSum.Points(samples).Select(curve.At), device);
    }

    /// <summary>As many points of the square that flowers lie in, drawn: neighbours along them are no neighbours in the plane. [N, 2], float32.</summary>
    public static Tensor Scattered(long seed, int samples, Device device)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(seed, "scattered");
        return empty(samples, 2).uniform_(-1.5, 1.5, generator).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Points as a tensor, [n, 2], float32.</summary>
    public static Tensor Of(IEnumerable<(double X, double Y)> points, Device device)
    {
        using var scope = NewDisposeScope();
        float[] numbers = [.. points.SelectMany(point => new[] { (float)point.X, (float)point.Y })];
        return tensor(numbers).reshape(-1, 2).to(device).MoveToOuterDisposeScope();
    }
}
