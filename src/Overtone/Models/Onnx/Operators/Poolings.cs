using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Poolings over windows and over whole images.</summary>
internal static class Poolings
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("MaxPool", Largest, $"{Windows.Attributes} ceil_mode storage_order"),
        OnnxOperator.Of("AveragePool", Average, $"{Windows.Attributes} ceil_mode count_include_pad"),
        OnnxOperator.Of("LpPool", Norm, $"{Windows.Attributes} ceil_mode p"),
        OnnxOperator.Of("GlobalAveragePool", call => call.Input(0).mean(Spatial(call), keepdim: true)),
        OnnxOperator.Of("GlobalMaxPool", call => call.Input(0).amax(Spatial(call), keepdim: true)),
        OnnxOperator.Of("GlobalLpPool", call => Norm(
            call.Input(0).abs().pow(call.Integer("p", 2)).sum(Spatial(call), keepdim: true), call.Integer("p", 2)), "p"),
    ];

    private static long[] Spatial(OnnxCall call) =>
        [.. Enumerable.Range(2, Math.Max(0, (int)call.Input(0).dim() - 2)).Select(axis => (long)axis)];

    private static Tensor Largest(OnnxCall call)
    {
        if (call.OutputCount > 1)
            throw call.Fault("the places of the largest values as a second output", "the values alone");
        Tensor input = call.Input(0);
        if (!input.is_floating_point())
            return Largest(call, input.to_type(ScalarType.Float32)).to_type(input.dtype);
        return Largest(call, input);
    }

    private static Tensor Largest(OnnxCall call, Tensor input)
    {
        var windows = Windows.Of(call, input.shape);
        long[] padding = windows.IsPlainPooling ? windows.Before : new long[windows.Kernel.Length];
        Tensor padded = windows.IsPlainPooling ? input : windows.Pad(input, double.NegativeInfinity);
        return windows.Kernel.Length switch
        {
            1 => functional.max_pool1d(padded, windows.Kernel[0], windows.Strides[0], padding[0], windows.Dilations[0]),
            2 => functional.max_pool2d(padded, windows.Kernel, windows.Strides, padding, windows.Dilations),
            _ => functional.max_pool3d(padded, windows.Kernel, windows.Strides, padding, windows.Dilations),
        };
    }

    private static Tensor Average(OnnxCall call)
    {
        Tensor input = call.Input(0);
        var windows = Windows.Of(call, input.shape);
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
            ? Pads.Constant(Pads.Constant(ones, [0, 0, .. windows.Before], [0, 0, .. windows.After], 1),
                new long[input.dim()], [0, 0, .. windows.Beyond], 0)
            : windows.Pad(ones, 0);
        return Sum(windows.Pad(input, 0), windows) / Sum(counted, windows);
    }

    private static Tensor Norm(OnnxCall call)
    {
        Tensor input = call.Input(0);
        var windows = Windows.Of(call, input.shape);
        long power = call.Integer("p", 2);
        return Norm(Sum(windows.Pad(input.abs().pow(power), 0), windows), power);
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
