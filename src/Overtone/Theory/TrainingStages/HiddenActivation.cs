using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// The activation of a network on the line, by how smooth it is.
/// Source: 1906.09235, whose exponents depend on the activation's regularity.
/// </summary>
public enum HiddenActivation
{
    /// <summary>max(0, z): one kink, its transform falls as the frequency to the power −2.</summary>
    Relu,

    /// <summary>max(0, z)²: a jump of the second derivative, to the power −3.</summary>
    ReluSquared,

    /// <summary>tanh z: analytic, falls faster than any power.</summary>
    Tanh,
}

/// <summary>Values and slopes of activations.</summary>
internal static class HiddenActivations
{
    /// <summary>
    /// An order s of which a network's derivatives by its parameters have a finite Sobolev norm: they jump where ReLU has its kink, have a
    /// kink where ReLU² has its jump of the second derivative, and are smooth for tanh.
    /// </summary>
    public static double Order(this HiddenActivation activation) => activation switch
    {
        HiddenActivation.Relu => 0.4,
        HiddenActivation.ReluSquared => 1.4,
        _ => 4,
    };

    /// <summary>σ(z).</summary>
    public static Tensor Value(this HiddenActivation activation, Tensor z) => activation switch
    {
        HiddenActivation.Relu => z.relu(),
        HiddenActivation.ReluSquared => z.relu().square(),
        _ => z.tanh(),
    };

    /// <summary>σ′(z), 0 at a kink.</summary>
    public static Tensor Slope(this HiddenActivation activation, Tensor z) => activation switch
    {
        HiddenActivation.Relu => z.gt(0).to_type(z.dtype),
        HiddenActivation.ReluSquared => 2 * z.relu(),
        _ => 1 - z.tanh().square(),
    };
}
