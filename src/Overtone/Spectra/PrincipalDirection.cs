using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The first principal direction of inputs: the unit vector along which they vary most. Found by subspace iteration over blocks of
/// samples in float64, so that neither a covariance matrix nor a float64 copy of the data is ever held.
/// Source: 1901.06523, section 3 (the projection method).
/// </summary>
public static class PrincipalDirection
{
    private const int Subspace = 6;
    private const int MostIterations = 500;
    private const double Tolerance = 1e-9;
    private const int BlockSize = 4096;
    // A standard deviation below this share of the mean's norm is rounding of the mean.
    private const double Rounding = 1e-12;

    /// <summary>The first principal direction.</summary>
    /// <param name="inputs">Shape [n, d], any floating type. n must be 2 or more.</param>
    /// <returns>Shape [d], float64, unit length; its component of largest magnitude is positive.</returns>
    /// <exception cref="ArgumentException">The inputs have another shape, or do not vary.</exception>
    public static Tensor Of(Tensor inputs)
    {
        if (inputs.dim() != 2 || inputs.shape[0] < 2)
            throw new ArgumentException($"The inputs have shape [{string.Join(", ", inputs.shape)}]; expected [n, d] with n > 1.", nameof(inputs));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor mean = inputs.mean([0], type: ScalarType.Float64);
        double smallest = Math.Pow(Rounding * mean.norm().item<double>(), 2);
        Tensor basis = Start((int)inputs.shape[1], inputs.device);
        Tensor direction = basis.select(1, 0);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            Tensor image = TimesCovariance(inputs, mean, basis);
            (Tensor values, Tensor rotation) = linalg.eigh(basis.t().mm(image));
            double largest = values[-1].item<double>();
            if (largest <= smallest)
                throw new ArgumentException("The inputs do not vary: every sample is the same.", nameof(inputs));
            direction = basis.mv(rotation.select(1, -1));
            double residual = (image.mv(rotation.select(1, -1)) - (largest * direction)).norm().item<double>();
            if (residual <= Tolerance * largest)
                break;
            basis = linalg.qr(image).Q;
        }

        double sign = direction[direction.abs().argmax()].item<double>();
        return (direction * (sign < 0 ? -1.0 : 1.0) / direction.norm()).MoveToOuterDisposeScope();
    }

    // Any start that no symmetry of the data makes orthogonal to the answer will do: cosines of incommensurate frequencies.
    private static Tensor Start(int dimensions, Device device)
    {
        int columns = Math.Min(Subspace, dimensions);
        Tensor waves = outer(arange(1, dimensions + 1, dtype: float64, device: device), (arange(1, columns + 1, dtype: float64, device: device) * Math.Sqrt(2)).sqrt());
        return linalg.qr(waves.cos()).Q;
    }

    private static Tensor TimesCovariance(Tensor inputs, Tensor mean, Tensor basis)
    {
        using var scope = NewDisposeScope();
        Tensor sum = zeros_like(basis);
        for (long start = 0; start < inputs.shape[0]; start += BlockSize)
        {
            CollectionPoint.Collect();
            using var block = NewDisposeScope();
            Tensor centred = inputs.narrow(0, start, Math.Min(BlockSize, inputs.shape[0] - start)).to_type(ScalarType.Float64) - mean;
            sum.add_(centred.t().mm(centred.mm(basis)));
        }

        return sum.div_(inputs.shape[0]).MoveToOuterDisposeScope();
    }
}
