using static Overtone.Models.Onnx.Operators.Quantisation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>
/// Operators on whole numbers of a quantised model: they are computed on the numbers that these stand for, and rounded at the end.
/// </summary>
internal static class QuantisedOperators
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("QLinearConv", Convolve, $"{Windows.Attributes} group"),
        OnnxOperator.Of("ConvInteger", ConvolveIntegers, $"{Windows.Attributes} group"),
        OnnxOperator.Of("QLinearMatMul", Multiply),
        OnnxOperator.Of("MatMulInteger", call => Products.Multiply(call, Rows(call, 0, 2), Columns(call, 1, 3))),
        .. new[]
        {
            OnnxOperator.Of("QLinearAdd", call => Two(call, (a, b) => a + b)),
            OnnxOperator.Of("QLinearMul", call => Two(call, (a, b) => a * b)),
            OnnxOperator.Of("QLinearSigmoid", call => One(call, x => x.sigmoid())),
            OnnxOperator.Of(
                "QLinearLeakyRelu", call => One(call, x => functional.leaky_relu(x, call.Number("alpha", 0.01))), "alpha"),
            OnnxOperator.Of("QLinearSoftmax", Softmax, "axis opset"),
            OnnxOperator.Of("QLinearGlobalAveragePool", call => One(call, x => OfChannels(
                call, x, images => images.mean(Poolings.Spatial(images), keepdim: true))),
                "channels_last"),
            OnnxOperator.Of("QLinearAveragePool", call => One(call, x => OfChannels(
                call, x, images => Poolings.Average(call, images))), $"{Windows.Attributes} ceil_mode channels_last count_include_pad"),
            OnnxOperator.Of("QLinearConcat", Concatenate, "axis"),
            OnnxOperator.Of("QGemm", Gemm, "alpha transA transB"),
            OnnxOperator.Of("MatMulIntegerToFloat", MultiplyToFloat),
            OnnxOperator.Of("DynamicQuantizeMatMul", MultiplyDynamically),
        }.Select(fused => fused with { Domain = Fused.Domain }),
    ];

    private static Tensor Convolve(OnnxCall call)
    {
        Tensor input = Shifted(call.Input(0), call.Optional(2)), weight = call.Input(3), scale = PerOutput(call.Input(4), 1, weight.dim());
        Tensor sums = Convolutions.Convolve(
            call, input, Shifted(weight, OfOutputs(call.Optional(5), weight), input.dtype), call.Optional(8)?.to_type(input.dtype));
        return Quantise(call, sums * (call.Input(1) * scale), call.Input(6), call.Optional(7));
    }

    private static Tensor ConvolveIntegers(OnnxCall call)
    {
        Tensor input = Shifted(call.Input(0), call.Optional(2)), weight = call.Input(1);
        return Convolutions.Convolve(call, input, Shifted(weight, OfOutputs(call.Optional(3), weight), input.dtype), null);
    }

    private static Tensor Multiply(OnnxCall call)
    {
        Tensor a = Rows(call, 0, 2) * Column(call.Input(1)), b = Columns(call, 3, 5) * call.Input(4);
        return Quantise(call, Products.Multiply(call, a, b), call.Input(6), call.Optional(7));
    }

    private static Tensor MultiplyToFloat(OnnxCall call)
    {
        Tensor product = Products.Multiply(call, Rows(call, 0, 4), Columns(call, 1, 5)) * (Column(call.Input(2)) * call.Input(3));
        return call.Optional(6) is { } bias ? product + bias : product;
    }

    private static Tensor MultiplyDynamically(OnnxCall call)
    {
        IReadOnlyList<Tensor> rounded = ByItsRange(call);
        Tensor product = Products.Multiply(
            call, (rounded[0] - rounded[2]) * rounded[1], Columns(call, 1, 3) * call.Input(2));
        return call.Optional(4) is { } bias ? product + bias : product;
    }

    private static Tensor Gemm(OnnxCall call)
    {
        Tensor a = Shifted(call.Input(0), call.Optional(2)), b = call.Input(3);
        if (a.dim() != 2 || b.dim() != 2)
            throw call.Fault($"tensors of {a.dim()} and {b.dim()} axes", "two matrices");
        b = Shifted(call.Flag("transB") ? b.t() : b, call.Optional(5), a.dtype);
        Tensor sums = Products.Multiply(call, call.Flag("transA") ? a.t() : a, b);
        if (call.Optional(6) is { } added)
            sums = sums + added.to_type(sums.dtype);
        Tensor numbers = sums * (call.Input(1) * call.Input(4) * call.Number("alpha", 1));
        return call.Optional(7) is { } scale ? Quantise(call, numbers, scale, call.Optional(8)) : numbers;
    }

    private static Tensor One(OnnxCall call, Func<Tensor, Tensor> compute) => Quantise(
        call, compute(Dequantise(call.Input(0), call.Input(1), call.Optional(2))), call.Input(3), call.Optional(4));

    private static Tensor Two(OnnxCall call, Func<Tensor, Tensor, Tensor> compute)
    {
        Tensor a = Dequantise(call.Input(0), call.Input(1), call.Optional(2)), b = Dequantise(
            call.Input(3), call.Input(4), call.Optional(5));
        call.RequireBroadcast(a, b);
        return Quantise(call, compute(a, b), call.Input(6), call.Optional(7));
    }

    private static Tensor Softmax(OnnxCall call) => One(call, x =>
    {
        int axis = call.Axis(call.Integer("axis", -1), x.dim());
        return call.Integer("opset", 13) >= 13 ? x.softmax(axis) : Softmaxes.Flattened(x, axis, (rows, along) => rows.softmax(along));
    });

    private static Tensor Concatenate(OnnxCall call)
    {
        Tensor[] parts = [.. Enumerable.Range(0, (call.InputCount - 2) / 3).Select(n =>
            Dequantise(call.Input(2 + (3 * n)), call.Input(3 + (3 * n)), call.Optional(4 + (3 * n))))];
        if (parts.Length == 0)
            throw call.Fault("no tensors", "one or more");
        return Quantise(
            call, cat(parts, call.Axis(call.Integer("axis"), parts[0].dim())), call.Input(0), call.Optional(1));
    }

    private static Tensor OfChannels(OnnxCall call, Tensor x, Func<Tensor, Tensor> compute)
    {
        if (x.dim() < 3)
            throw call.Fault($"a tensor of {x.dim()} axes", "images, channels, and one or more others");
        return call.Flag("channels_last") ? compute(x.movedim([-1], [1])).movedim([1], [-1]) : compute(x);
    }

    // One number for all, or one for each output of the weights.
    private static Tensor? OfOutputs(Tensor? zero, Tensor weight) => zero is null ? null : PerOutput(zero, 0, weight.dim());

    private static Tensor PerOutput(Tensor values, int axis, long rank) => values.numel() == 1 ? values.reshape([]) : values.reshape(
        [.. Enumerable.Range(0, (int)rank).Select(n => n == axis ? values.numel() : 1)]);

    // A zero point for each row of the first matrices, for each column of the second.
    private static Tensor Rows(OnnxCall call, int matrices, int zero) =>
        Shifted(call.Input(matrices), call.Optional(zero) is { } given ? Column(given) : null);

    private static Tensor Columns(OnnxCall call, int matrices, int zero)
    {
        // In the type of what they are multiplied with: bfloat16 where that is asked for.
        Tensor first = call.Input(0);
        return Shifted(call.Input(matrices), call.Optional(zero), first.is_floating_point() ? first.dtype : ScalarType.Float32);
    }

    private static Tensor Column(Tensor values) => values.dim() == 1 && values.numel() > 1 ? values.unsqueeze(-1) : values;
}
