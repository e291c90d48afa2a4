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
        OnnxOperator.Of(
            name, call => Flattened(call.Input(0), call.Axis(call.Integer("axis", 1), call.Input(0).dim()), compute), "axis"),
        OnnxOperator.Of(
            name, call => compute(call.Input(0), call.Axis(call.Integer("axis", -1), call.Input(0).dim())), "axis", since: 13),
    ];

    /// <summary>Something computed over all axes from one on as if they were one.</summary>
    /// <param name="input">What it is computed of.</param>
    /// <param name="axis">The first of these axes.</param>
    /// <param name="compute">Computes it along an axis.</param>
    public static Tensor Flattened(Tensor input, int axis, Func<Tensor, long, Tensor> compute)
    {
        long rows = input.shape[..axis].Aggregate(1L, (product, side) => product * side);
        return compute(input.reshape(rows, rows == 0 ? 0 : -1), 1).reshape(input.shape);
    }
}
