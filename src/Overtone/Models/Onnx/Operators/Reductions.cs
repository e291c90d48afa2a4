using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Reductions over axes, and what picks out the largest.</summary>
internal static class Reductions
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        Reduce("ReduceSum", (x, axes) => x.sum(axes, keepdim: true)),
        Reduce("ReduceMean", (x, axes) => x.mean(axes, keepdim: true)),
        Reduce("ReduceMax", (x, axes) => x.amax(axes, keepdim: true), Lowest),
        Reduce("ReduceMin", (x, axes) => x.amin(axes, keepdim: true), Highest),
        Reduce("ReduceProd", (x, axes) => axes.Aggregate(x, (product, axis) => product.prod(axis, keepdim: true))),
        Reduce("ReduceL1", (x, axes) => x.abs().sum(axes, keepdim: true)),
        Reduce("ReduceL2", (x, axes) => x.square().sum(axes, keepdim: true).sqrt()),
        Reduce("ReduceSumSquare", (x, axes) => x.square().sum(axes, keepdim: true)),
        Reduce("ReduceLogSum", (x, axes) => x.sum(axes, keepdim: true).log()),
        Reduce("ReduceLogSumExp", LogSumExp, Lowest),
        OnnxOperator.Of("ArgMax", call => Place(call, (x, axis) => x.argmax(axis, keepdim: true)), "axis keepdims select_last_index"),
        OnnxOperator.Of("ArgMin", call => Place(call, (x, axis) => x.argmin(axis, keepdim: true)), "axis keepdims select_last_index"),
        OnnxOperator.OfSeveral("TopK", Largest, "axis k largest sorted"),
    ];

    // What of no numbers at all is undefined in libtorch has a value of its own in ONNX.
    private static OnnxOperator Reduce(
        string name, Func<Tensor, long[], Tensor> compute, Func<ScalarType, Scalar>? ofNothing = null) => OnnxOperator.Of(name, call =>
    {
        Tensor input = call.Input(0);
        // As an attribute in old versions, as an input in new ones.
        long[] given = call.IntegersOf("axes", 1) ?? [];
        if (given.Length == 0 && call.Flag("noop_with_empty_axes"))
            return input.alias();
        long[] axes = [.. (given.Length == 0 ? Enumerable.Range(0, (int)input.dim()) : call.Axes(given, input.dim()).Distinct())
            .Select(axis => (long)axis)];
        Tensor reduced = axes.Length == 0 ? input.alias()
            : ofNothing is not null && axes.Any(axis => input.shape[axis] == 0)
                ? full([.. input.shape.Select((side, axis) => axes.Contains(axis) ? 1 : side)], ofNothing(input.dtype), input.dtype)
                : compute(input, axes).to_type(input.dtype);
        return call.Flag("keepdims", otherwise: true)
            ? reduced
            : reduced.reshape([.. input.shape.Index().Where(side => !axes.Contains(side.Index)).Select(side => side.Item)]);
    }, "axes keepdims noop_with_empty_axes");

    private static Scalar Lowest(ScalarType type) => type switch
    {
        ScalarType.Bool or ScalarType.Byte => 0L,
        ScalarType.Int8 => sbyte.MinValue,
        ScalarType.Int16 => short.MinValue,
        ScalarType.Int32 => int.MinValue,
        ScalarType.Int64 => long.MinValue,
        _ => double.NegativeInfinity,
    };

    private static Scalar Highest(ScalarType type) => type switch
    {
        ScalarType.Bool => 1L,
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        _ => double.PositiveInfinity,
    };

    private static Tensor LogSumExp(Tensor x, long[] axes)
    {
        Tensor largest = x.amax(axes, keepdim: true).detach();
        Tensor finite = largest.masked_fill(largest.isinf(), 0);
        return (x - finite).exp().sum(axes, keepdim: true).log() + finite;
    }

    private static Tensor Place(OnnxCall call, Func<Tensor, long, Tensor> find)
    {
        Tensor input = call.Input(0);
        int axis = call.Axis(call.Integer("axis", 0), input.dim());
        Tensor place = call.Flag("select_last_index") ? input.shape[axis] - 1 - find(input.flip(axis), axis) : find(input, axis);
        return call.Flag("keepdims", otherwise: true) ? place : place.squeeze(axis);
    }

    private static IReadOnlyList<Tensor> Largest(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long count = call.Has("k") ? call.Integer("k") : call.IntegersOf(1) is [var k] ? k : throw call.Fault("no k", "one number");
        int axis = call.Axis(call.Integer("axis", -1), input.dim());
        // Of equal numbers the first comes first, which libtorch's own does not promise.
        (Tensor values, Tensor places) = input.sort(axis, descending: call.Flag("largest", otherwise: true), stable: true);
        return [values.narrow(axis, 0, count), places.narrow(axis, 0, count)];
    }
}
