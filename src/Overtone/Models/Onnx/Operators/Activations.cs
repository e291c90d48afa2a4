using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Activations.</summary>
internal static class Activations
{
    // Of Selu: α and γ, as float32 of the specification.
    private const double SeluAlpha = 1.67326319217681884765625, SeluGamma = 1.05070102214813232421875;

    public static IEnumerable<OnnxOperator> All { get; } =
    [
        One("Relu", x => x.relu(), "consumed_inputs"),
        One("Sigmoid", x => x.sigmoid(), "consumed_inputs"),
        One("Tanh", x => x.tanh(), "consumed_inputs"),
        One("Softsign", x => x / (1 + x.abs())),
        One("Softplus", x => functional.softplus(x, 1, 20)),
        One("Mish", x => x * functional.softplus(x, 1, 20).tanh()),
        One("HardSwish", x => x * (x / 6 + 0.5).clamp(0, 1)),
        OnnxOperator.Of("LeakyRelu", call => functional.leaky_relu(call.Input(0), call.Number("alpha", 0.01)), "alpha consumed_inputs"),
        OnnxOperator.Of("PRelu", Parametric, "consumed_inputs"),
        OnnxOperator.Of("Elu", call => Exponential(call.Input(0), call.Number("alpha", 1)), "alpha consumed_inputs"),
        OnnxOperator.Of("Celu", Continuous, "alpha"),
        OnnxOperator.Of("Selu", call => call.Number("gamma", SeluGamma) * Exponential(call.Input(0), call.Number("alpha", SeluAlpha)),
            "alpha gamma consumed_inputs"),
        OnnxOperator.Of("ThresholdedRelu", Thresholded, "alpha"),
        OnnxOperator.Of("HardSigmoid", call => (call.Input(0) * call.Number("alpha", 0.2) + call.Number("beta", 0.5)).clamp(0, 1),
            "alpha beta consumed_inputs"),
        OnnxOperator.Of(
            "Gelu", call => call.Choice("approximate", "none", "none", "tanh") is "none" ? Gelu(call.Input(0)) : GeluByTanh(call.Input(0)),
            "approximate"),
        OnnxOperator.Of("Swish", call => Swish(call.Input(0), call.Number("alpha", 1)), "alpha"),
        OnnxOperator.Of("Shrink", Shrink, "bias lambd"),
    ];

    private static OnnxOperator One(string name, Func<Tensor, Tensor> compute, string attributes = "") =>
        OnnxOperator.Of(name, call => compute(call.Input(0)), attributes);

    private static Tensor Parametric(OnnxCall call)
    {
        Tensor input = call.Input(0), slope = call.Input(1);
        return where(input < 0, input * slope, input);
    }

    // The exponential of large numbers, which nobody asks for, would be infinite, and its gradient no number.
    private static Tensor Exponential(Tensor x, double alpha) => where(x > 0, x, alpha * x.clamp(max: 0).expm1());

    private static Tensor Continuous(OnnxCall call)
    {
        Tensor input = call.Input(0);
        double alpha = call.Number("alpha", 1);
        return input.clamp(min: 0) + (alpha * (input.clamp(max: 0) / alpha).expm1());
    }

    private static Tensor Thresholded(OnnxCall call)
    {
        Tensor input = call.Input(0);
        return where(input > call.Number("alpha", 1), input, zeros_like(input));
    }

    /// <summary>x Φ(x), with the normal distribution's own Φ.</summary>
    public static Tensor Gelu(Tensor x) => 0.5 * x * (1 + (x / Math.Sqrt(2)).erf());

    /// <summary>The same with Φ by a hyperbolic tangent.</summary>
    public static Tensor GeluByTanh(Tensor x) => 0.5 * x * (1 + (Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x.pow(3)))).tanh());

    /// <summary>x σ(αx).</summary>
    public static Tensor Swish(Tensor x, double alpha) => x * (x * alpha).sigmoid();

    private static Tensor Shrink(OnnxCall call)
    {
        Tensor input = call.Input(0);
        double bias = call.Number("bias", 0), limit = call.Number("lambd", 0.5);
        return where(input < -limit, input + bias, where(input > limit, input - bias, zeros_like(input)));
    }
}
