using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Convolutions of one to three dimensions.</summary>
internal static class Convolutions
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("Conv", call => Convolve(call, call.Input(0), call.Input(1), call.Optional(2)), $"{Windows.Attributes} group"),
        OnnxOperator.Of("ConvTranspose", Transpose, $"{Windows.Attributes} group output_padding output_shape"),
    ];

    /// <summary>The convolution that a node's attributes tell of.</summary>
    /// <param name="call">The node.</param>
    /// <param name="input">[n, channels, ...].</param>
    /// <param name="weight">[outputs, channels of a group, ...].</param>
    /// <param name="bias">One number an output; may be left out.</param>
    public static Tensor Convolve(OnnxCall call, Tensor input, Tensor weight, Tensor? bias)
    {
        RequireRank(call, input, weight);
        var windows = Windows.Of(call, input.shape, weight.shape[2..]);
        double count = (double)input.shape[0] * weight.shape[0] * windows.Count;
        call.RequireCount(count);
        call.RequireWork(count * weight.shape[1] * windows.Places);
        long[] padding = windows.IsPlain ? windows.Before : new long[windows.Kernel.Length];
        Tensor padded = windows.IsPlain ? input : windows.Pad(call, input, 0);
        long groups = call.Integer("group", 1);
        return windows.Kernel.Length switch
        {
            1 => functional.conv1d(padded, weight, bias, windows.Strides[0], padding[0], windows.Dilations[0], groups),
            2 => functional.conv2d(padded, weight, bias, windows.Strides, padding, windows.Dilations, groups),
            _ => functional.conv3d(padded, weight, bias, windows.Strides, padding, windows.Dilations, groups),
        };
    }

    // The whole result, of which the padding is cut off: libtorch has no asymmetric one. What an output padding adds, no window reaches.
    private static Tensor Transpose(OnnxCall call)
    {
        Tensor input = call.Input(0), weight = call.Input(1);
        RequireRank(call, input, weight);
        int axes = (int)input.dim() - 2;
        if (axes is < 1 or > 3)
            throw call.Fault($"an input of {input.dim()} axes", "3 to 5: images, channels, and one to three others");
        long[] strides = Windows.List(call, "strides", axes, 1), dilations = Windows.List(call, "dilations", axes, 1),
            added = Windows.List(call, "output_padding", axes, 0);
        long groups = call.Integer("group", 1);
        double count = input.shape[2..].Select((side, axis) =>
            ((side - 1.0) * strides[axis]) + ((weight.shape[axis + 2] - 1.0) * dilations[axis]) + 1 + added[axis]).Aggregate(
                (double)input.shape[0] * weight.shape[1] * groups, (product, side) => product * side);
        call.RequireCount(count);
        call.RequireWork(count * input.shape[1]);
        Tensor whole = axes switch
        {
            1 => functional.conv_transpose1d(input, weight, null, strides[0], 0, 0, dilations[0], groups),
            2 => functional.conv_transpose2d(input, weight, null, strides, [0, 0], [0, 0], dilations, groups),
            _ => functional.conv_transpose3d(input, weight, null, strides, [0, 0, 0], [0, 0, 0], dilations, groups),
        };
        (long[] before, long[] after) = Crop(call, input.shape[2..], whole.shape[2..], strides, added);
        Tensor cropped = Pads.Constant(
            call, whole, [0, 0, .. before.Select(side => -side)], [0, 0, .. after.Zip(added, (side, more) => more - side)], 0);
        return call.Optional(2) is { } bias ? cropped + bias.reshape([1, -1, .. Enumerable.Repeat(1L, axes)]) : cropped;
    }

    private static (long[] Before, long[] After) Crop(OnnxCall call, long[] input, long[] whole, long[] strides, long[] added)
    {
        int axes = input.Length;
        string auto = call.Choice("auto_pad", "NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
        long[]? wanted = call.Integers("output_shape");
        if (wanted is null && auto is "SAME_UPPER" or "SAME_LOWER")
            wanted = [.. input.Zip(strides, (size, stride) => size * stride)];
        if (wanted is null)
        {
            long[] pads = auto is "VALID" ? new long[2 * axes] : call.Integers("pads") ?? new long[2 * axes];
            return pads.Length == 2 * axes ? (pads[..axes], pads[axes..]) : throw call.Fault($"{pads.Length} pads", $"{2 * axes}");
        }

        wanted = wanted[Math.Max(0, wanted.Length - axes)..];
        if (wanted.Length != axes)
            throw call.Fault($"output_shape of {wanted.Length} numbers", $"{axes}");
        long[] total = [.. Enumerable.Range(0, axes).Select(axis => whole[axis] + added[axis] - wanted[axis])];
        long[] half = [.. total.Select(sum => (long)Math.Floor(sum / 2.0))], rest = [.. total.Zip(half, (sum, part) => sum - part)];
        return auto is "SAME_UPPER" ? (half, rest) : (rest, half);
    }

    private static void RequireRank(OnnxCall call, Tensor input, Tensor weight)
    {
        if (input.dim() != weight.dim())
            throw call.Fault(
                $"an input [{string.Join(", ", input.shape)}] and weights [{string.Join(", ", weight.shape)}]", "as many axes of both");
    }
}
