using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>
/// Rounding to the numbers of a quantised model and back. Numbers keep their floating type between the two, so that the gradient passes
/// straight through the rounding, as if there were none, where nothing is clipped.
/// </summary>
internal static class Quantisation
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("QuantizeLinear", Quantise, "axis saturate"),
        OnnxOperator.Of("DequantizeLinear", Dequantise, "axis"),
    ];

    private static Tensor Quantise(OnnxCall call)
    {
        Tensor input = call.Input(0), scale = Own(call, call.Input(1));
        ScalarType type = call.Optional(2)?.dtype ?? ScalarType.Byte;
        (double low, double high) = type switch
        {
            ScalarType.Byte => (0, 255),
            ScalarType.Int8 => (-128, 127),
            ScalarType.Int16 => (-32768, 32767),
            ScalarType.Int32 => (0, 65535),
            _ => throw call.Fault($"a zero point of type {type}", "uint8, int8, uint16 or int16"),
        };
        Tensor zero = call.Optional(2) is { } given ? Own(call, given).to_type(input.dtype) : tensor(0f);
        Tensor exact = (input / scale) + zero;
        Tensor rounded = ((input / scale).round() + zero).clamp(low, high);
        Tensor clipped = exact.clamp(low, high);
        return clipped + (rounded - clipped).detach();
    }

    private static Tensor Dequantise(OnnxCall call)
    {
        Tensor scale = Own(call, call.Input(1)), input = call.Input(0).to_type(scale.dtype);
        return call.Optional(2) is { } zero ? (input - Own(call, zero).to_type(scale.dtype)) * scale : input * scale;
    }

    // One number for all, or one for each place along an axis.
    private static Tensor Own(OnnxCall call, Tensor values)
    {
        long rank = call.Input(0).dim();
        if (values.numel() == 1)
            return values.reshape([]);
        if (values.dim() != 1)
            throw call.Fault($"scales of {values.dim()} axes", "one number, or one along an axis");
        long[] shape = [.. Enumerable.Repeat(1L, (int)rank)];
        shape[call.Axis(call.Integer("axis", 1), rank)] = values.numel();
        return values.reshape(shape);
    }
}
