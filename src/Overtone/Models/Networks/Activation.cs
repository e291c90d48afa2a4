using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// The activations of the frequency-principle literature.
/// Source: 1901.06523 (tanh, ReLU); the Ricker function from its authors' lecture notes; the others are usual.
/// </summary>
public enum Activation
{
    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>x for x &gt; 0, else eˣ − 1.</summary>
    Elu,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>
    /// π^¼/(15a) (1 − (x/a)²) exp(−(x/a)²/2): its own spectrum peaks near 1/a, so a small a breaks the frequency principle.
    /// </summary>
    Ricker,
}

/// <summary>
/// Applies an <see cref="Activation"/>.
/// Source: as <see cref="Activation"/>.
/// </summary>
public static class ActivationFunction
{
    /// <summary>The activation of every element.</summary>
    /// <param name="activation">Which.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="rickerWidth">a of the Ricker function, above zero; other activations ignore it.</param>
    public static Tensor Apply(this Activation activation, Tensor x, double rickerWidth = 0.3) => activation switch
    {
        Activation.Tanh => x.tanh(),
        Activation.Relu => x.relu(),
        Activation.Sin => x.sin(),
        Activation.Elu => nn.functional.elu(x, alpha: 1),
        Activation.Sigmoid => x.sigmoid(),
        Activation.Ricker => Ricker(x / rickerWidth) * (Math.Pow(Math.PI, 0.25) / (15 * rickerWidth)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
    };

    private static Tensor Ricker(Tensor scaled)
    {
        Tensor square = scaled.square();
        return (1 - square) * (-0.5 * square).exp();
    }
}
