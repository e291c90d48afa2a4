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
        OnnxOperator.Of("QuantizeLinear", Quantise, "axis block_size output_dtype precision saturate"),
        OnnxOperator.Of("DequantizeLinear", Dequantise, "axis block_size output_dtype"),
        OnnxOperator.OfSeveral("DynamicQuantizeLinear", ByItsRange),
    ];

    /// <summary>Numbers over their scale, shifted by the zero point, rounded and clipped to a type.</summary>
    /// <param name="call">The node, for messages.</param>
    /// <param name="input">The numbers.</param>
    /// <param name="scale">Broadcast over them.</param>
    /// <param name="zero">The same; 0 where it is left out.</param>
    /// <param name="type">The type whose range it is; that of the zero point, or else bytes, where it is not given.</param>
    /// <returns>Whole numbers in the input's floating type.</returns>
    public static Tensor Quantise(OnnxCall call, Tensor input, Tensor scale, Tensor? zero, ScalarType? type = null)
    {
        (double low, double high) = (type ?? zero?.dtype ?? ScalarType.Byte) switch
        {
            ScalarType.Byte => (0, 255),
            ScalarType.Int8 => (-128, 127),
            ScalarType.Int16 => (-32768, 32767),
            ScalarType.Int32 => (0, 65535),
            var other => throw call.Fault($"a zero point of type {other}", "uint8, int8, uint16 or int16"),
        };
        Tensor shift = zero is null ? tensor(0, input.dtype) : zero.to_type(input.dtype), steps = input / scale;
        Tensor clipped = (steps + shift).clamp(low, high);
        return clipped + ((steps.round() + shift).clamp(low, high) - clipped).detach();
    }

    /// <summary>Rounded numbers as the numbers that they stand for.</summary>
    /// <param name="input">Whole numbers of any type.</param>
    /// <param name="scale">Broadcast over them.</param>
    /// <param name="zero">The same; 0 where it is left out.</param>
    public static Tensor Dequantise(Tensor input, Tensor scale, Tensor? zero) => Shifted(input, zero, scale.dtype) * scale;

    /// <summary>Whole numbers in a floating type, the zero point taken away.</summary>
    /// <param name="input">Whole numbers of any type.</param>
    /// <param name="zero">Broadcast over them; 0 where it is left out.</param>
    /// <param name="type">The floating type.</param>
    public static Tensor Shifted(Tensor input, Tensor? zero, ScalarType type = ScalarType.Float32)
    {
        Tensor numbers = input.is_floating_point() ? input : input.to_type(type);
        return zero is null ? numbers.alias() : numbers - zero.to_type(numbers.dtype);
    }

    private static Tensor Quantise(OnnxCall call)
    {
        long asked = call.Integer("output_dtype", 0), precision = call.Integer("precision", 0);
        if (precision is not (0 or OnnxElementType.Float32))
            throw call.Fault($"precision {OnnxElementType.Name(precision)}", "float32");
        ScalarType? type = call.Optional(2) is null && asked != 0
            ? OnnxElementType.ToScalarType(asked) ?? throw call.Fault(OnnxElementType.Name(asked), "uint8, int8, uint16 or int16") : null;
        return Quantise(call, call.Input(0), Own(call, call.Input(1)), call.Optional(2) is { } zero ? Own(call, zero) : null, type);
    }

    private static Tensor Dequantise(OnnxCall call)
    {
        Tensor numbers = Dequantise(call.Input(0), Own(call, call.Input(1)), call.Optional(2) is { } zero ? Own(call, zero) : null);
        long asked = call.Integer("output_dtype", 0);
        return asked == 0 ? numbers : numbers.to_type(
            call.TypeOf(asked) ?? throw call.Fault(OnnxElementType.Name(asked), "float32, float16 or bfloat16"));
    }

    /// <summary>Numbers rounded to bytes over their own range; its scale; and its zero point, which is no byte but a float.</summary>
    /// <param name="call">The node, whose first input it is.</param>
    /// <remarks>
    /// Scale and zero point are constants for the gradient, and nothing is clipped but by rounding: what is rounded and taken back passes
    /// unchanged.
    /// </remarks>
    internal static IReadOnlyList<Tensor> ByItsRange(OnnxCall call)
    {
        Tensor input = call.Input(0), numbers = input.detach();
        if (input.numel() == 0)
            throw call.Fault("no numbers", "one or more");
        Tensor low = numbers.min().clamp(max: 0), high = numbers.max().clamp(min: 0), range = (high - low) / 255;
        Tensor scale = where(range == 0, ones_like(range), range), zero = (-low / scale).clamp(0, 255).round();
        Tensor exact = (input / scale) + zero;
        return [exact + (Quantise(call, numbers, scale, zero, ScalarType.Byte) - exact).detach(), scale, zero];
    }

    // One number for all, one for each place along an axis, or one for each block along it.
    private static Tensor Own(OnnxCall call, Tensor values)
    {
        Tensor input = call.Input(0);
        if (call.Integer("block_size", 0) is not 0 and var block)
        {
            int blocked = call.Axis(call.Integer("axis", 1), input.dim());
            long size = input.shape[blocked];
            if (block < 1 || values.dim() != input.dim() || values.shape[blocked] != (size + block - 1) / block)
                throw call.Fault(
                    $"scales [{string.Join(", ", values.shape)}] for blocks of {block} in [{string.Join(", ", input.shape)}]",
                    "one number a block");
            return values.index_select(
                blocked, tensor((long[])[.. Enumerable.Range(0, (int)size).Select(place => place / block)], ScalarType.Int64));
        }

        if (values.numel() == 1)
            return values.reshape([]);
        if (values.dim() != 1)
            throw call.Fault($"scales of {values.dim()} axes", "one number, or one along an axis");
        long[] shape = [.. Enumerable.Repeat(1L, (int)input.dim())];
        shape[call.Axis(call.Integer("axis", 1), input.dim())] = values.numel();
        Tensor own = values.reshape(shape);
        call.RequireBroadcast(input, own);
        return own;
    }
}
