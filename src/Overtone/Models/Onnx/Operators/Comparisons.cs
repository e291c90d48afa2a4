using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Comparisons and logic.</summary>
internal static class Comparisons
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        Two("Equal", (a, b) => a.eq(b)),
        Two("Greater", (a, b) => a.gt(b)),
        Two("GreaterOrEqual", (a, b) => a.ge(b)),
        Two("Less", (a, b) => a.lt(b)),
        Two("LessOrEqual", (a, b) => a.le(b)),
        Two("And", (a, b) => a.logical_and(b)),
        Two("Or", (a, b) => a.logical_or(b)),
        Two("Xor", (a, b) => a.logical_xor(b)),
        OnnxOperator.Of("Not", call => call.Input(0).logical_not()),
        OnnxOperator.Of("Where", call =>
        {
            call.RequireBroadcast(call.Inputs);
            return where(call.Input(0), call.Input(1), call.Input(2));
        }),
        OnnxOperator.Of("IsNaN", call => call.Input(0).isnan()),
        OnnxOperator.Of("IsInf", IsInfinite, "detect_negative detect_positive"),
    ];

    private static OnnxOperator Two(string name, Func<Tensor, Tensor, Tensor> compute) =>
        OnnxOperator.Of(name, call =>
        {
            call.RequireBroadcast(call.Input(0), call.Input(1));
            return compute(call.Input(0), call.Input(1));
        }, "axis broadcast");

    private static Tensor IsInfinite(OnnxCall call)
    {
        Tensor input = call.Input(0), found = zeros_like(input, dtype: ScalarType.Bool);
        if (call.Flag("detect_positive", otherwise: true))
            found = found.logical_or(input.isposinf());
        return call.Flag("detect_negative", otherwise: true) ? found.logical_or(input.isneginf()) : found;
    }
}
