using System.Numerics;
using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The Fourier transform of samples at scattered points along one direction, at any frequencies: many frequencies and many outputs
/// at once, as one matrix product in float64. The coefficient at frequency k is (1/n) Σ y_j exp(−2πi k x_j); k counts cycles per unit of x.
/// Source: 1901.06523, section 2 (definition); 1807.01251, Fig. 1.
/// </summary>
public sealed class NonuniformFourierTransform : IDisposable
{
    // [2K, n]: cosines above, sines below, both divided by n.
    private readonly Tensor _phases;

    /// <summary>Prepares the transform of samples at <paramref name="coordinates"/>.</summary>
    /// <param name="coordinates">The sample points, shape [n], any floating type, on the device to compute on.</param>
    /// <param name="frequencies">The frequencies, in cycles per unit of the coordinates.</param>
    /// <exception cref="ArgumentException">The coordinates are not a vector, or there is no point or no frequency.</exception>
    public NonuniformFourierTransform(Tensor coordinates, IReadOnlyList<double> frequencies)
    {
        if (coordinates.dim() != 1 || coordinates.shape[0] == 0)
            throw new ArgumentException(
                $"The coordinates have shape [{string.Join(", ", coordinates.shape)}]; expected [n] with n > 0.", nameof(coordinates));
        if (frequencies.Count == 0)
            throw new ArgumentException("There is no frequency.", nameof(frequencies));
        Frequencies = [.. frequencies];
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor angles = outer(tensor(Frequencies, dtype: float64, device: coordinates.device), coordinates.to_type(ScalarType.Float64))
            .mul_(2 * Math.PI);
        _phases = cat([angles.cos(), angles.sin()]).div_(coordinates.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>The frequencies, in cycles per unit of the coordinates.</summary>
    public double[] Frequencies { get; }

    /// <summary>The number of samples.</summary>
    public long SampleCount => _phases.shape[1];

    /// <summary>The coefficients of sampled functions.</summary>
    /// <param name="values">The functions' values at the points, shape [n] or [n, outputs], any floating type.</param>
    /// <returns>The coefficients, [frequency, output].</returns>
    /// <exception cref="ArgumentException">The values do not belong to the points.</exception>
    public Complex[,] Transform(Tensor values)
    {
        if (values.dim() is not (1 or 2) || values.shape[0] != SampleCount)
            throw new ArgumentException($"The values have shape [{string.Join(", ", values.shape)}]; expected [{SampleCount}] or "
                + $"[{SampleCount}, outputs].", nameof(values));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor columns = values.dim() == 1 ? values.unsqueeze(1) : values;
        double[] product = _phases.mm(columns.to_type(ScalarType.Float64)).cpu().data<double>().ToArray();
        int outputs = (int)columns.shape[1], half = Frequencies.Length * outputs;
        var coefficients = new Complex[Frequencies.Length, outputs];
        for (int k = 0; k < Frequencies.Length; k++)
        {
            for (int output = 0; output < outputs; output++)
                coefficients[k, output] = new Complex(product[(k * outputs) + output], -product[half + (k * outputs) + output]);
        }

        return coefficients;
    }

    /// <inheritdoc/>
    public void Dispose() => _phases.Dispose();
}
