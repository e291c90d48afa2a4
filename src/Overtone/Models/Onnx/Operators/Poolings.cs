using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Poolings over windows and over whole images.</summary>
internal static class Poolings
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.OfSeveral("MaxPool", Largest, $"{Windows.Attributes} ceil_mode storage_order"),
        OnnxOperator.Of("AveragePool", call => Average(call, call.Input(0)), $"{Windows.Attributes} ceil_mode count_include_pad"),
        OnnxOperator.Of("LpPool", Norm, $"{Windows.Attributes} ceil_mode p"),
        OnnxOperator.Of("GlobalAveragePool", call => call.Input(0).mean(Spatial(call.Input(0)), keepdim: true)),
        OnnxOperator.Of("GlobalMaxPool", call => call.Input(0).amax(Spatial(call.Input(0)), keepdim: true)),
        OnnxOperator.Of("GlobalLpPool", call => Norm(
            call.Input(0).abs().pow(call.Integer("p", 2)).sum(Spatial(call.Input(0)), keepdim: true), call.Integer("p", 2)), "p"),
    ];

    /// <summary>The axes after those of images and channels.</summary>
    public static long[] Spatial(Tensor input) => [.. Enumerable.Range(2, Math.Max(0, (int)input.dim() - 2)).Select(axis => (long)axis)];

    private static IReadOnlyList<Tensor> Largest(OnnxCall call)
    {
        Tensor input = call.Input(0), numbers = input.is_floating_point() ? input : input.to_type(ScalarType.Float32);
        var windows = Windows.Of(call, input.shape);
        windows.RequireWork(call, input.shape);
        bool isPlain = windows.IsPlainPooling;
        long[] padding = isPlain ? windows.Before : new long[windows.Kernel.Length];
        Tensor padded = isPlain ? numbers : windows.Pad(call, numbers, double.NegativeInfinity);
        if (call.OutputCount < 2)
        {
            Tensor largest = windows.Kernel.Length switch
            {
                1 => functional.max_pool1d(padded, windows.Kernel[0], windows.Strides[0], padding[0], windows.Dilations[0]),
                2 => functional.max_pool2d(padded, windows.Kernel, windows.Strides, padding, windows.Dilations),
                _ => functional.max_pool3d(padded, windows.Kernel, windows.Strides, padding, windows.Dilations),
            };
            return [largest.to_type(input.dtype)];
        }

        (Tensor values, Tensor places) = windows.Kernel.Length switch
        {
            1 => functional.max_pool1d_with_indices(padded, windows.Kernel[0], windows.Strides[0], padding[0], windows.Dilations[0]),
            2 => functional.max_pool2d_with_indices(padded, windows.Kernel, windows.Strides, padding, windows.Dilations),
            _ => functional.max_pool3d_with_indices(padded, windows.Kernel, windows.Strides, padding, windows.Dilations),
        };
        return [values.to_type(input.dtype), PlacesInAll(
            places, input.shape, padded.shape[2..], isPlain ? padding : windows.Before, isPlain, call.Flag("storage_order"))];
    }

    // libtorch counts within one padded channel, ONNX through the whole tensor without padding.
    private static Tensor PlacesInAll(
        Tensor places, long[] shape, long[] padded, long[] before, bool isPlain, bool isColumnMajor)
    {
        long[] sides = shape[2..];
        int[] axes = [.. Enumerable.Range(0, sides.Length)];
        var along = new Tensor[sides.Length];
        Tensor rest = places;
        foreach (int axis in axes.Reverse())
        {
            along[axis] = rest.remainder(padded[axis]) - (isPlain ? 0 : before[axis]);
            rest = rest.div(tensor(padded[axis]), RoundingMode.floor);
        }

        Tensor place = zeros_like(places);
        foreach (int axis in isColumnMajor ? axes.Reverse() : axes)
            place = (place * sides[axis]) + along[axis];
        long[] channels = [shape[0], shape[1], .. Enumerable.Repeat(1L, sides.Length)];
        return place + (arange(shape[0] * shape[1], dtype: ScalarType.Int64).reshape(channels) * sides.Aggregate((a, b) => a * b));
    }

    /// <summary>The average over the windows that a node's attributes tell of.</summary>
    /// <param name="call">The node.</param>
    /// <param name="input">[n, channels, ...].</param>
    public static Tensor Average(OnnxCall call, Tensor input)
    {
        var windows = Windows.Of(call, input.shape);
        windows.RequireWork(call, input.shape);
        bool countsPadding = call.Flag("count_include_pad");
        if (windows.IsPlainPooling && windows.Dilations.All(d => d == 1))
        {
            return windows.Kernel.Length switch
            {
                1 => functional.avg_pool1d(input, windows.Kernel[0], windows.Strides[0], windows.Before[0], false, countsPadding),
                2 => functional.avg_pool2d(input, windows.Kernel, windows.Strides, windows.Before, false, countsPadding),
                _ => functional.avg_pool3d(input, windows.Kernel, windows.Strides, windows.Before, false, countsPadding),
            };
        }

        // How many values of a window count: those of the input, and of the padding if asked for, but never what lies beyond it.
        Tensor ones = ones_like(input.narrow(0, 0, 1).narrow(1, 0, 1)).detach();
        Tensor counted = countsPadding
            ? Pads.Constant(call, Pads.Constant(call, ones, [0, 0, .. windows.Before], [0, 0, .. windows.After], 1),
                new long[input.dim()], [0, 0, .. windows.Beyond], 0)
            : windows.Pad(call, ones, 0);
        return Sum(windows.Pad(call, input, 0), windows) / Sum(counted, windows);
    }

    private static Tensor Norm(OnnxCall call)
    {
        Tensor input = call.Input(0);
        var windows = Windows.Of(call, input.shape);
        windows.RequireWork(call, input.shape);
        long power = call.Integer("p", 2);
        return Norm(Sum(windows.Pad(call, input.abs().pow(power), 0), windows), power);
    }

    private static Tensor Norm(Tensor sum, long power) => power == 1 ? sum.alias() : sum.pow(1.0 / power);

    // The sum over each window, channel by channel.
    private static Tensor Sum(Tensor padded, Windows windows)
    {
        Tensor single = padded.reshape([-1, 1, .. padded.shape[2..]]), kernel = ones([1, 1, .. windows.Kernel], dtype: padded.dtype);
        Tensor sums = windows.Kernel.Length switch
        {
            1 => functional.conv1d(single, kernel, null, windows.Strides[0], 0, windows.Dilations[0]),
            2 => functional.conv2d(single, kernel, null, windows.Strides, [0, 0], windows.Dilations),
            _ => functional.conv3d(single, kernel, null, windows.Strides, [0, 0, 0], windows.Dilations),
        };
        return sums.reshape([padded.shape[0], padded.shape[1], .. sums.shape[2..]]);
    }
}
