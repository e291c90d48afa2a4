namespace Overtone.Models.Networks;

/// <summary>
/// How a neuron of a two-layer network is written. The function is the same; what gradient descent moves is not, and so neither are the
/// coefficients of the linear frequency principle.
/// Source: 1905.10264 (breakpoint); 2010.08153 and 2102.00200 (bias).
/// </summary>
public enum NeuronForm
{
    /// <summary>w σ(r·x + |r| l): the offset l is the breakpoint's signed distance from zero. In one dimension, w σ(r(x ± l)).</summary>
    Breakpoint,

    /// <summary>a σ(w·x + b): the offset b is a bias.</summary>
    Bias,
}
