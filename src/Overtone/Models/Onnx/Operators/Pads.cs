using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Padding.</summary>
internal static class Pads
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("Pad", Pad, "mode pads value", since: 2),
        OnnxOperator.Of("Pad", Pad, "mode", since: 11),
    ];

    /// <summary>Pads with a value; negative numbers crop.</summary>
    /// <param name="call">The node.</param>
    /// <param name="input">The tensor.</param>
    /// <param name="before">One number an axis.</param>
    /// <param name="after">One number an axis.</param>
    /// <param name="value">The value.</param>
    public static Tensor Constant(OnnxCall call, Tensor input, long[] before, long[] after, double value)
    {
        if (before.Concat(after).All(side => side == 0))
            return input.alias();
        RequireSize(call, input, before, after);
        // libtorch wants pairs from the last axis on.
        long[] pairs = [.. Enumerable.Range(0, before.Length).Reverse().SelectMany(axis => new[] { before[axis], after[axis] })];
        return nn.functional.pad(input, pairs, PaddingModes.Constant, value);
    }

    private static Tensor Pad(OnnxCall call)
    {
        Tensor input = call.Input(0);
        string mode = call.Choice("mode", "constant", "constant", "reflect", "edge", "wrap");
        long[] pads = call.IntegersOf("pads", 1) ?? throw call.Fault("no pads", "two numbers an axis");
        int[] axes = call.IntegersOf(3) is { } given
            ? call.Axes(given, input.dim()) : [.. Enumerable.Range(0, (int)input.dim())];
        if (pads.Length != 2 * axes.Length)
            throw call.Fault($"{pads.Length} pads", $"{2 * axes.Length}, a beginning and an end for each axis");
        long[] before = new long[input.dim()], after = new long[input.dim()];
        for (int n = 0; n < axes.Length; n++)
            (before[axes[n]], after[axes[n]]) = (pads[n], pads[axes.Length + n]);
        double value = call.Has("value") ? call.Number("value", 0) : call.NumbersOf(2) is [var number, ..] ? number : 0;
        if (mode is "constant")
            return Constant(call, input, before, after, value);
        RequireSize(call, input, before, after);
        Tensor padded = input.alias();
        for (int axis = 0; axis < input.dim(); axis++)
        {
            if (before[axis] != 0 || after[axis] != 0)
                padded = padded.index_select(axis, Places(call, mode, input.shape[axis], before[axis], after[axis]));
        }

        return padded;
    }

    // A sum of numbers that are damaged need not fit into 64 bits.
    private static void RequireSize(OnnxCall call, Tensor input, long[] before, long[] after)
    {
        double[] sides = [.. input.shape.Select((side, axis) => (double)side + before[axis] + after[axis])];
        if (sides.Any(side => side < 0))
            throw call.Fault(
                $"pads [{string.Join(", ", before.Concat(after))}] of [{string.Join(", ", input.shape)}]", "pads that leave something");
        call.RequireCount(sides.Aggregate(1.0, (product, side) => product * side));
    }

    // Where each value of the padded axis comes from.
    private static Tensor Places(OnnxCall call, string mode, long size, long before, long after)
    {
        if (size == 0 || (mode is "reflect" && size == 1 && (before > 0 || after > 0)))
            throw call.Fault($"{mode} on an axis of {size}", "an axis that is long enough");
        long period = 2 * (size - 1);
        long From(long place) => mode switch
        {
            "edge" => Math.Clamp(place, 0, size - 1),
            "wrap" => ((place % size) + size) % size,
            _ => period == 0 ? 0 : (((place % period) + period) % period) is var back && back < size ? back : period - back,
        };
        return tensor((long[])[.. Enumerable.Range(0, (int)Math.Max(0, size + before + after)).Select(n => From(n - before))]);
    }
}
