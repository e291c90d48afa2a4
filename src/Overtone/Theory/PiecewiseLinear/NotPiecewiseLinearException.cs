namespace Overtone.Theory.PiecewiseLinear;

/// <summary>A network that is not piecewise linear, or whose pieces Overtone cannot tell, given to the tools for linear regions.</summary>
/// <param name="network">The network, as its maker named it.</param>
/// <param name="layer">Which layer is at fault, for example <c>layer 3</c>.</param>
/// <param name="found">What stands there.</param>
/// <param name="expected">What may stand there.</param>
/// <remarks>Source: none.</remarks>
public sealed class NotPiecewiseLinearException(string network, string layer, string found, string expected)
    : InputFaultException(network, layer, found, expected, null);
