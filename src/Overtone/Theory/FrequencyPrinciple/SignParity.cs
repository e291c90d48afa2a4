using static TorchSharp.torch;

namespace Overtone.Theory.FrequencyPrinciple;

/// <summary>
/// The parity of d signs, their product. Along the diagonal, with the frequency k on every coordinate, it has the exact spectrum
/// (−i)^d sin^d(2πk): nothing at 0, everything at ¼.
/// Source: 1901.06523, Fig. 5c.
/// </summary>
public static class SignParity
{
    /// <summary>All sign vectors, [2^d, d], float32.</summary>
    /// <param name="dimension">d, the number of signs.</param>
    public static Tensor AllSigns(int dimension)
    {
        using var scope = NewDisposeScope();
        Tensor index = arange(dimension, dtype: int64).unsqueeze(0);
        Tensor bits = arange(1L << dimension, dtype: int64).unsqueeze(1).bitwise_right_shift(index).bitwise_and(tensor(1L));
        return (1 - (2 * bits)).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The parity of sign vectors.</summary>
    /// <param name="signs">Shape [n, d].</param>
    /// <returns>Shape [n, 1].</returns>
    public static Tensor Of(Tensor signs)
    {
        using var scope = NewDisposeScope();
        return signs.prod(1).unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>The amplitude of parity's spectrum over all inputs, |sin 2πk|^d.</summary>
    /// <param name="dimension">d, the number of signs.</param>
    /// <param name="frequency">k, in cycles per unit, on every coordinate.</param>
    public static double Amplitude(int dimension, double frequency) => Math.Pow(Math.Abs(Math.Sin(2 * Math.PI * frequency)), dimension);
}
