using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>The families of softmax.</summary>
internal static class Softmaxes
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        .. Family("Softmax", (x, axis) => x.softmax(axis)),
        .. Family("LogSoftmax", (x, axis) => x.log_softmax(axis)),
        .. Family("Hardmax", (x, axis) => zeros_like(x).scatter(axis, x.argmax(axis, keepdim: true), ones_like(x))),
    ];

    // Before version 13 all axes from the given one on were one.
    private static IEnumerable<OnnxOperator> Family(string name, Func<Tensor, long, Tensor> compute) =>
    [
        OnnxOperator.Of(name, call => Flattened(call, compute), "axis"),
        OnnxOperator.Of(
            name, call => compute(call.Input(0), call.Axis(call.Integer("axis", -1), call.Input(0).dim())), "axis", since: 13),
    ];

    private static Tensor Flattened(OnnxCall call, Func<Tensor, long, Tensor> compute)
    {
        Tensor input = call.Input(0);
        int axis = call.Axis(call.Integer("axis", 1), input.dim());
        long rows = input.shape[..axis].Aggregate(1L, (product, side) => product * side);
        return compute(input.reshape(rows, rows == 0 ? 0 : -1), 1).reshape(input.shape);
    }
}
