using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>What changes the shape or the type of a tensor, and no number.</summary>
internal static class Shapes
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("Identity", call => call.Input(0).alias()),
        OnnxOperator.OfSeveral("Dropout", Dropout, "ratio seed is_test consumed_inputs"),
        OnnxOperator.Of("Reshape", Reshape, "shape allowzero consumed_inputs"),
        OnnxOperator.Of("Flatten", Flatten, "axis"),
        OnnxOperator.Of("Squeeze", Squeeze, "axes"),
        OnnxOperator.Of("Unsqueeze", Unsqueeze, "axes"),
        OnnxOperator.Of("Transpose", Transpose, "perm"),
        OnnxOperator.Of("Expand", Expand),
        OnnxOperator.Of("Tile", Tile, since: 6),
        OnnxOperator.Of("Concat", Concatenate, "axis"),
        OnnxOperator.OfSeveral("Split", Split, "axis split num_outputs"),
        OnnxOperator.Of("Shape", ShapeOf, "start end"),
        OnnxOperator.Of("Size", call => tensor(call.Input(0).numel())),
        OnnxOperator.Of("DepthToSpace", DepthToSpace, "blocksize mode"),
        OnnxOperator.Of("SpaceToDepth", SpaceToDepth, "blocksize"),
        OnnxOperator.Of("Cast", call => Cast(call, call.Integer("to")), "to saturate round_mode"),
        OnnxOperator.Of("CastLike", call => call.Input(0).to_type(call.Input(1).dtype), "saturate round_mode"),
    ];

    private static IReadOnlyList<Tensor> Dropout(OnnxCall call)
    {
        // Exporters leave some in training mode that drop nothing.
        double ratio = call.NumbersOf(1) is [var given, ..] ? given : 0.5;
        if (call.NumbersOf(2) is [not 0, ..] && ratio != 0)
            throw call.Fault("training mode", "evaluation mode, in which nothing is dropped");
        Tensor input = call.Input(0);
        return [input.alias(), ones_like(input, dtype: ScalarType.Bool)];
    }

    private static Tensor Reshape(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] shape = call.IntegersOf("shape", 1) ?? throw call.Fault("no shape", "one number an axis");
        if (!call.Flag("allowzero"))
        {
            shape = [.. shape.Select((side, axis) => side != 0 ? side : axis < input.dim()
                ? input.shape[axis]
                : throw call.Fault($"0 for axis {axis} of a tensor with {input.dim()} axes", "an axis to copy from"))];
        }

        return input.reshape(shape);
    }

    private static Tensor Flatten(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long axis = call.Integer("axis", 1);
        int first = axis == input.dim() ? (int)axis : call.Axis(axis, input.dim());
        long rows = input.shape[..first].Aggregate(1L, (product, side) => product * side);
        return input.reshape(rows, rows == 0 ? 0 : input.numel() / rows);
    }

    private static Tensor Squeeze(OnnxCall call)
    {
        Tensor input = call.Input(0);
        if (call.IntegersOf("axes", 1) is not { } given)
            return input.squeeze();
        int[] axes = call.Axes(given, input.dim());
        return axes.FirstOrDefault(axis => input.shape[axis] != 1, -1) is var wide and >= 0
            ? throw call.Fault($"axis {wide} of {input.shape[wide]} values", "axes of one value")
            : input.reshape([.. input.shape.Index().Where(side => !axes.Contains(side.Index)).Select(side => side.Item)]);
    }

    private static Tensor Unsqueeze(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] given = call.IntegersOf("axes", 1) ?? throw call.Fault("no axes", "where the new axes go");
        int[] axes = call.Axes(given, input.dim() + given.Length);
        if (axes.Distinct().Count() != axes.Length)
            throw call.Fault($"axes [{string.Join(", ", given)}]", "each once");
        var sides = new Queue<long>(input.shape);
        return input.reshape(
            [.. Enumerable.Range(0, (int)input.dim() + given.Length).Select(axis => axes.Contains(axis) ? 1 : sides.Dequeue())]);
    }

    private static Tensor Transpose(OnnxCall call)
    {
        Tensor input = call.Input(0);
        return input.permute(call.Integers("perm") ?? [.. Enumerable.Range(0, (int)input.dim()).Reverse().Select(axis => (long)axis)]);
    }

    // Both ways: sides of one are stretched, and so is what the shape says less of.
    private static Tensor Expand(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] shape = call.IntegersOf(1) ?? throw call.Fault("no shape", "one number an axis");
        int rank = Math.Max(shape.Length, (int)input.dim());
        long Side(IReadOnlyList<long> sides, int axis) => axis - (rank - sides.Count) is var own and >= 0 ? sides[own] : 1;
        long[] sides = [.. Enumerable.Range(0, rank).Select(axis =>
            Side(shape, axis) is var wanted && wanted == 1 ? Side(input.shape, axis) : wanted)];
        call.RequireSize(sides);
        return input.expand(sides);
    }

    private static Tensor Tile(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] times = call.IntegersOf(1) ?? throw call.Fault("no repeats", "one number an axis");
        if (times.Length != input.dim() || times.Any(number => number < 0))
            throw call.Fault($"repeats [{string.Join(", ", times)}]", $"{input.dim()} numbers of 0 or more");
        call.RequireCount(times.Aggregate((double)input.numel(), (product, number) => product * number));
        return input.repeat(times);
    }

    private static Tensor Concatenate(OnnxCall call)
    {
        IReadOnlyList<Tensor> inputs = call.Inputs;
        call.RequireCount(inputs.Sum(input => (double)input.numel()));
        return cat([.. inputs], call.Axis(call.Integer("axis", 1), call.Input(0).dim()));
    }

    private static IReadOnlyList<Tensor> Split(OnnxCall call)
    {
        Tensor input = call.Input(0);
        int axis = call.Axis(call.Integer("axis", 0), input.dim());
        long size = input.shape[axis];
        if (call.IntegersOf("split", 1) is { } sizes)
            return sizes.Sum() == size ? input.split(sizes, axis) : throw call.Fault($"parts of {sizes.Sum()} values", $"{size}");
        long parts = call.Integer("num_outputs", call.OutputCount);
        if (parts != call.OutputCount)
            throw call.Fault($"{parts} parts for {call.OutputCount} outputs", "as many");
        long whole = (size + parts - 1) / parts;
        return input.split([.. Enumerable.Range(0, (int)parts).Select(n => Math.Clamp(size - (n * whole), 0, whole))], axis);
    }

    private static Tensor ShapeOf(OnnxCall call)
    {
        long[] shape = call.Input(0).shape;
        int Place(long place) => (int)Math.Clamp(place < 0 ? place + shape.Length : place, 0, shape.Length);
        int start = Place(call.Integer("start", 0)), end = Place(call.Integer("end", shape.Length));
        return tensor(shape[start..Math.Max(start, end)]);
    }

    private static Tensor DepthToSpace(OnnxCall call)
    {
        Tensor input = call.Input(0);
        (long n, long c, long h, long w) = Sides(call, input);
        long block = call.Integer("blocksize"), own = c / (block * block);
        return call.Choice("mode", "DCR", "DCR", "CRD") is "DCR"
            ? input.reshape(n, block, block, own, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, own, h * block, w * block)
            : input.reshape(n, own, block, block, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, own, h * block, w * block);
    }

    private static Tensor SpaceToDepth(OnnxCall call)
    {
        Tensor input = call.Input(0);
        (long n, long c, long h, long w) = Sides(call, input);
        long block = call.Integer("blocksize");
        return input.reshape(n, c, h / block, block, w / block, block).permute(0, 3, 5, 1, 2, 4)
            .reshape(n, c * block * block, h / block, w / block);
    }

    private static (long Images, long Channels, long Height, long Width) Sides(OnnxCall call, Tensor input) =>
        input.shape is [var n, var c, var h, var w] ? (n, c, h, w) : throw call.Fault($"a tensor of {input.dim()} axes", "four");

    private static Tensor Cast(OnnxCall call, long type) => call.TypeOf(type) is { } scalarType
        ? call.Input(0).to_type(scalarType)
        : throw call.Fault(OnnxElementType.Name(type), "numbers of one byte or more that are real");
}
