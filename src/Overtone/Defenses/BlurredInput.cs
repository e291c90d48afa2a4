using System.Text.Json.Serialization;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// Gaussian blur of the image: rows, then columns, with a kernel cut off at four deviations. Beyond the border the image is continued by
/// its reflection (d c b a | a b c d | d c b a), so that a uniform image stays as it is. It is linear; gradients pass through the
/// transpose.
/// Source: the filter and border of SciPy's <c>gaussian_filter</c>.
/// </summary>
public sealed record BlurredInput : InputFilter, ILinearFilter
{
    private const double Deviations = 4;

    /// <summary>Standard deviation of the kernel, above zero, in pixels.</summary>
    public required double Deviation { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => $"Gaussian blur of deviation {Deviation} pixels";

    /// <summary>What is left of a wave along rows or columns, away from the border: 1 at zero, about exp(−2π²σ²f²).</summary>
    /// <param name="frequency">f, in cycles per pixel.</param>
    public double Response(double frequency) => Kernel().Select((weight, n) =>
        weight * Math.Cos(2 * Math.PI * frequency * (n - Reach))).Sum();

    /// <inheritdoc/>
    public override Tensor Apply(Tensor images) => Blurred(images, isTransposed: false);

    /// <inheritdoc/>
    [JsonIgnore]
    public BandFilter? PassBand => null;

    /// <inheritdoc/>
    public Tensor Transpose(Tensor gradients) => Blurred(gradients, isTransposed: true);

    private protected override Tensor Backward(Tensor gradients) => Transpose(gradients);

    private protected override void RequireOptions(InputSize images) => Require(
        Deviation > 0 && double.IsFinite(Deviation), "Deviation of the blur", Deviation, "a finite number above 0, in pixels");

    private int Reach => (int)((Deviations * Deviation) + 0.5);

    private Tensor Blurred(Tensor images, bool isTransposed)
    {
        using var scope = NewDisposeScope();
        Tensor rows = MatrixOf((int)images.shape[^2]).to(images.device), columns = MatrixOf((int)images.shape[^1]).to(images.device);
        Tensor blurred = isTransposed
            ? rows.t().matmul(images).matmul(columns)
            : rows.matmul(images).matmul(columns.t());
        return blurred.MoveToOuterDisposeScope();
    }

    private double[] Kernel()
    {
        double[] weights = [.. Enumerable.Range(-Reach, (2 * Reach) + 1).Select(n => Math.Exp(-(n * n) / (2 * Deviation * Deviation)))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    // One-dimensional blur of a line of pixels, [size, size].
    private Tensor MatrixOf(int size)
    {
        double[] kernel = Kernel();
        float[] matrix = new float[size * size];
        for (int to = 0; to < size; to++)
        {
            for (int n = 0; n < kernel.Length; n++)
                matrix[(to * size) + Reflected(to + n - Reach, size)] += (float)kernel[n];
        }

        return tensor(matrix, [size, size]);
    }

    private static int Reflected(int place, int size)
    {
        int inPeriod = ((place % (2 * size)) + (2 * size)) % (2 * size);
        return inPeriod < size ? inPeriod : (2 * size) - 1 - inPeriod;
    }
}
