using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The first principal direction of inputs: the unit vector along which they vary most. Found by subspace iteration over blocks of
/// samples in float64, so that neither a covariance matrix nor a float64 copy of the data is ever held; nor, where blocks are read anew for
/// each iteration, the data. <see cref="StreamedCovariance"/> reads them once, and holds the matrix.
/// Source: 1901.06523, section 3 (the projection method).
/// </summary>
public static class PrincipalDirection
{
    private const int Subspace = 6;
    private const int MostIterations = 500;
    private const double Tolerance = 1e-9;
    private const int BlockSize = 4096;
    // The covariance of so many takes 128 MiB.
    private const int MostOfCovariance = 4096;
    // A standard deviation below this share of the mean's norm is rounding of the mean.
    private const double Rounding = 1e-12;

    /// <summary>The first principal direction.</summary>
    /// <param name="inputs">Shape [n, d], any floating type. n must be 2 or more.</param>
    /// <returns>Shape [d], float64, unit length; its component of largest magnitude is positive.</returns>
    /// <exception cref="ArgumentException">The inputs have another shape, or do not vary.</exception>
    public static Tensor Of(Tensor inputs)
    {
        if (inputs.dim() != 2 || inputs.shape[0] < 2)
            throw new ArgumentException(
                $"The inputs have shape [{string.Join(", ", inputs.shape)}]; expected [n, d] with n > 1.", nameof(inputs));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        void Pass(Action<Tensor> take)
        {
            for (long start = 0; start < inputs.shape[0]; start += BlockSize)
                take(inputs.narrow(0, start, Math.Min(BlockSize, inputs.shape[0] - start)));
        }

        return Find(Pass, inputs.mean([0], type: ScalarType.Float64), inputs.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>The first principal direction of inputs that are not held, and their variance, summed over all directions.</summary>
    /// <param name="pass">
    /// Gives all inputs, block by block, to what it is given: shape [n, d], any type. Called for their mean, for their variance, and once
    /// an iteration.
    /// </param>
    /// <param name="dimensions">d.</param>
    /// <param name="device">Where the blocks are; null for the processor.</param>
    /// <returns>Shape [d], float64, unit length; its component of largest magnitude is positive; and the sum of variances.</returns>
    /// <exception cref="ArgumentException">There are fewer than two inputs, or they do not vary.</exception>
    public static (Tensor Direction, double Variance) Of(Action<Action<Tensor>> pass, int dimensions, Device? device = null)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        long count = 0;
        Tensor mean = zeros(dimensions, dtype: float64, device: device), squares = zeros_like(mean);
        ForEach(pass, block =>
        {
            count += block.shape[0];
            mean.add_(block.sum([0], type: ScalarType.Float64));
        });
        if (count < 2)
            throw new ArgumentException($"There are {count} inputs; a direction needs two.", nameof(pass));
        mean.div_(count);
        ForEach(pass, block => squares.add_((block - mean).square().sum([0])));
        return (Find(pass, mean, count).MoveToOuterDisposeScope(), (squares.sum() / count).item<double>());
    }

    /// <summary>
    /// The same by one pass and a covariance matrix, or for inputs of more than 4,096 numbers by the passes of
    /// <see cref="Of(Action{Action{Tensor}}, int, Device?)"/>.
    /// </summary>
    /// <inheritdoc cref="Of(Action{Action{Tensor}}, int, Device?)"/>
    public static (Tensor Direction, double Variance) Streamed(Action<Action<Tensor>> pass, int dimensions, Device? device = null)
    {
        if (dimensions > MostOfCovariance)
            return Of(pass, dimensions, device);
        using var covariance = new StreamedCovariance(dimensions, device);
        pass(covariance.Add);
        try
        {
            return covariance.Principal();
        }
        catch (InvalidOperationException fault)
        {
            throw new ArgumentException(fault.Message, nameof(pass), fault);
        }
    }

    private static Tensor Find(Action<Action<Tensor>> pass, Tensor mean, long count)
    {
        double smallest = Math.Pow(Rounding * mean.norm().item<double>(), 2);
        Tensor basis = Start((int)mean.shape[0], mean.device), direction = empty_like(mean);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            using var scope = NewDisposeScope();
            Tensor image = TimesCovariance(pass, mean, basis).div_(count);
            (Tensor values, Tensor rotation) = linalg.eigh(basis.t().mm(image));
            double largest = values[-1].item<double>();
            if (largest <= smallest)
                throw new ArgumentException("The inputs do not vary: every sample is the same.", nameof(pass));
            direction.copy_(basis.mv(rotation.select(1, -1)));
            double residual = (image.mv(rotation.select(1, -1)) - (largest * direction)).norm().item<double>();
            if (residual <= Tolerance * largest)
                break;
            basis.copy_(linalg.qr(image).Q);
        }

        double sign = direction[direction.abs().argmax()].item<double>();
        return direction * (sign < 0 ? -1.0 : 1.0) / direction.norm();
    }

    // Any start that no symmetry of the data makes orthogonal to the answer will do: cosines of incommensurate frequencies.
    private static Tensor Start(int dimensions, Device device)
    {
        int columns = Math.Min(Subspace, dimensions);
        Tensor waves = outer(
            arange(1, dimensions + 1, dtype: float64, device: device),
            (arange(1, columns + 1, dtype: float64, device: device) * Math.Sqrt(2)).sqrt());
        return linalg.qr(waves.cos()).Q;
    }

    private static Tensor TimesCovariance(Action<Action<Tensor>> pass, Tensor mean, Tensor basis)
    {
        Tensor sum = zeros_like(basis);
        ForEach(pass, block =>
        {
            Tensor centred = block.to_type(ScalarType.Float64) - mean;
            sum.add_(centred.t().mm(centred.mm(basis)));
        });
        return sum;
    }

    private static void ForEach(Action<Action<Tensor>> pass, Action<Tensor> take) => pass(block =>
    {
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        take(block);
    });
}
