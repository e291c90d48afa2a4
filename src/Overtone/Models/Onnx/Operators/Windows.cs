using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Where the windows of a convolution or a pooling lie, for each spatial axis.</summary>
/// <param name="Kernel">Sides of the window.</param>
/// <param name="Strides">Steps from window to window.</param>
/// <param name="Dilations">Distances between the places of a window.</param>
/// <param name="Before">Padding before the input; negative where it is cropped.</param>
/// <param name="After">Padding after it.</param>
/// <param name="Beyond">What windows reach beyond that, where the last one is kept though it is not whole.</param>
internal sealed record Windows(long[] Kernel, long[] Strides, long[] Dilations, long[] Before, long[] After, long[] Beyond)
{
    /// <summary>The attributes of windows.</summary>
    public const string Attributes = "auto_pad dilations kernel_shape pads strides";

    /// <summary>The windows over an input.</summary>
    /// <param name="call">The node.</param>
    /// <param name="sizes">The input's shape, [n, channels, ...].</param>
    /// <param name="kernel">Sides of the window, where the node does not say.</param>
    public static Windows Of(OnnxCall call, long[] sizes, long[]? kernel = null)
    {
        int axes = sizes.Length - 2;
        if (axes is < 1 or > 3)
            throw call.Fault($"an input of {sizes.Length} axes", "3 to 5: images, channels, and one to three others");
        long[] sides = call.Integers("kernel_shape") ?? kernel ?? throw call.Fault("no kernel_shape", "one number an axis"),
            strides = List(call, "strides", axes, 1), dilations = List(call, "dilations", axes, 1);
        if (sides.Length != axes || sides.Concat(strides).Concat(dilations).Any(number => number is < 1 or > int.MaxValue))
            throw call.Fault(
                $"windows of [{string.Join(", ", sides)}] with strides [{string.Join(", ", strides)}] and dilations "
                    + $"[{string.Join(", ", dilations)}]",
                $"{axes} numbers each, above 0, of 32 bits");
        long[] input = sizes[2..], reach = [.. sides.Zip(dilations, (k, d) => ((k - 1) * d) + 1)];
        (long[] before, long[] after) = Padding(call, input, reach, strides);
        bool keepsLast = call.Flag("ceil_mode");
        long[] beyond = [.. Enumerable.Range(0, axes).Select(axis => keepsLast
            ? Rest(input[axis], reach[axis], strides[axis], before[axis], after[axis]) : 0)];
        for (int axis = 0; axis < axes; axis++)
        {
            if (input[axis] + before[axis] + after[axis] + beyond[axis] < reach[axis])
                throw call.Fault($"windows of {reach[axis]} on {input[axis] + before[axis] + after[axis]} values", "windows that fit");
        }

        long[] padded = [.. Enumerable.Range(0, axes).Select(axis => input[axis] + before[axis] + after[axis] + beyond[axis])];
        call.RequireSize([sizes[0], sizes[1], .. padded]);
        return new Windows(sides, strides, dilations, before, after, beyond)
        {
            Count = Enumerable.Range(0, axes).Aggregate(
                1.0, (product, axis) => product * (((padded[axis] - reach[axis]) / strides[axis]) + 1)),
        };
    }

    /// <summary>Refuses windows over each channel that take too long; none of their places is computed along with others.</summary>
    /// <param name="call">The node.</param>
    /// <param name="sizes">The input's shape.</param>
    public void RequireWork(OnnxCall call, long[] sizes)
    {
        const double Slower = 32;
        call.RequireWork(Slower * sizes[0] * sizes[1] * Count * Places);
    }

    /// <summary>How many windows there are.</summary>
    public double Count { get; private init; }

    /// <summary>How many places each has.</summary>
    public double Places => Kernel.Aggregate(1.0, (product, side) => product * side);

    /// <summary>Whether libtorch can pad by itself: alike on both sides, nothing beyond.</summary>
    public bool IsPlain => Before.SequenceEqual(After) && Beyond.All(rest => rest == 0) && Before.All(side => side >= 0);

    /// <summary>Whether libtorch's poolings accept the padding.</summary>
    public bool IsPlainPooling => IsPlain && Before.Zip(Kernel).All(pair => 2 * pair.First <= pair.Second);

    /// <summary>The input with all padding, for windows without.</summary>
    /// <param name="call">The node.</param>
    /// <param name="input">[n, channels, ...].</param>
    /// <param name="value">What is padded.</param>
    public Tensor Pad(OnnxCall call, Tensor input, double value) =>
        Pads.Constant(call, input, [0, 0, .. Before], [0, 0, .. After.Zip(Beyond, (after, beyond) => after + beyond)], value);

    /// <summary>The attribute's numbers, one an axis; all alike where it is not given.</summary>
    public static long[] List(OnnxCall call, string attribute, int axes, long usual)
    {
        long[] numbers = call.Integers(attribute) ?? [.. Enumerable.Repeat(usual, axes)];
        return numbers.Length == axes ? numbers : throw call.Fault($"{numbers.Length} {attribute}", $"{axes}, one a spatial axis");
    }

    private static (long[] Before, long[] After) Padding(OnnxCall call, long[] input, long[] reach, long[] strides)
    {
        int axes = input.Length;
        string auto = call.Choice("auto_pad", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
        if (auto is "NOTSET")
        {
            long[] pads = call.Integers("pads") ?? new long[2 * axes];
            return pads.Length == 2 * axes && pads.All(side => Math.Abs((double)side) <= int.MaxValue)
                ? (pads[..axes], pads[axes..])
                : throw call.Fault(
                    $"pads [{string.Join(", ", pads)}]", $"{2 * axes} of 32 bits, a beginning and an end for each spatial axis");
        }

        if (auto is "VALID")
            return (new long[axes], new long[axes]);
        long[] total = [.. Enumerable.Range(0, axes).Select(axis =>
            Math.Max(0, ((((input[axis] + strides[axis] - 1) / strides[axis]) - 1) * strides[axis]) + reach[axis] - input[axis]))];
        long[] less = [.. total.Select(sum => sum / 2)], more = [.. total.Select(sum => sum - (sum / 2))];
        return auto is "SAME_UPPER" ? (less, more) : (more, less);
    }

    // A last window counts if it begins in the input or the padding before it.
    private static long Rest(long input, long reach, long stride, long before, long after)
    {
        long whole = input + before + after - reach, count = ((whole + stride - 1) / stride) + 1;
        if ((count - 1) * stride >= input + before)
            count--;
        return Math.Max(0, ((count - 1) * stride) - whole);
    }
}
