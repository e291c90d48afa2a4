using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Arithmetic, element by element, with both tensors broadcast.</summary>
internal static class Arithmetic
{
    // Before version 7 nothing was broadcast unless asked for; from then on it always is.
    private const string Before7 = "axis broadcast consumed_inputs";

    public static IEnumerable<OnnxOperator> All { get; } =
    [
        .. Two("Add", (a, b) => a + b),
        .. Two("Sub", (a, b) => a - b),
        .. Two("Mul", (a, b) => a * b),
        .. Two("Div", Divide),
        .. Two("Pow", (a, b) => a.pow(b).to_type(a.dtype)),
        OnnxOperator.Of("Mod", Modulo, "fmod"),
        OnnxOperator.Of("Sum", call => Together(call, (a, b) => a + b)),
        OnnxOperator.Of("Mean", call => Together(call, (a, b) => a + b) / call.InputCount),
        OnnxOperator.Of("Max", call => Together(call, (a, b) => a.maximum(b))),
        OnnxOperator.Of("Min", call => Together(call, (a, b) => a.minimum(b))),
        One("Neg", x => x.neg()),
        One("Abs", x => x.abs()),
        One("Sign", x => x.sign()),
        One("Sqrt", x => x.sqrt()),
        One("Reciprocal", x => x.reciprocal()),
        One("Exp", x => x.exp()),
        One("Log", x => x.log()),
        One("Ceil", x => x.ceil()),
        One("Floor", x => x.floor()),
        One("Round", x => x.round()),
        One("Erf", x => x.erf()),
        One("Sin", x => x.sin()),
        One("Cos", x => x.cos()),
        One("Tan", x => x.tan()),
        One("Asin", x => x.asin()),
        One("Acos", x => x.acos()),
        One("Atan", x => x.atan()),
        One("Sinh", x => x.sinh()),
        One("Cosh", x => x.cosh()),
        One("Asinh", x => x.asinh()),
        One("Acosh", x => x.acosh()),
        One("Atanh", x => x.atanh()),
        OnnxOperator.Of(
            "Clip",
            call => Clip(call, call.Has("min") ? call.Number("min", 0) : null, call.Has("max") ? call.Number("max", 0) : null),
            "min max consumed_inputs"),
        OnnxOperator.Of("Clip", ClipByInputs, since: 11),
        OnnxOperator.Of("CumSum", Cumulate, "exclusive reverse"),
    ];

    private static IEnumerable<OnnxOperator> Two(string name, Func<Tensor, Tensor, Tensor> compute) =>
    [
        OnnxOperator.Of(name, call => Stretched(call, call.Input(0), Aligned(call), compute), Before7),
        OnnxOperator.Of(name, call => Stretched(call, call.Input(0), call.Input(1), compute), since: 7),
    ];

    private static Tensor Stretched(OnnxCall call, Tensor a, Tensor b, Func<Tensor, Tensor, Tensor> compute)
    {
        call.RequireBroadcast(a, b);
        return compute(a, b);
    }

    private static Tensor Together(OnnxCall call, Func<Tensor, Tensor, Tensor> compute)
    {
        IReadOnlyList<Tensor> inputs = call.Inputs;
        if (inputs.Count == 0)
            throw call.Fault("no inputs", "one or more");
        call.RequireBroadcast(inputs);
        return inputs.Aggregate(compute).alias();
    }

    private static OnnxOperator One(string name, Func<Tensor, Tensor> compute) =>
        OnnxOperator.Of(name, call => compute(call.Input(0)), "consumed_inputs");

    // The second tensor's axes lie under those of the first from an axis on.
    private static Tensor Aligned(OnnxCall call)
    {
        Tensor first = call.Input(0), second = call.Input(1);
        if (!call.Has("axis"))
            return second;
        int axis = call.Axis(call.Integer("axis"), first.dim());
        return second.reshape([.. second.shape, .. Enumerable.Repeat(1L, Math.Max(0, (int)(first.dim() - axis - second.dim())))]);
    }

    // Integers are cut towards zero, where libtorch makes fractions of them.
    private static Tensor Divide(Tensor a, Tensor b)
    {
        if (a.is_floating_point() || b.is_floating_point())
            return a / b;
        if (!IsSigned(b))
            return a.div(b, RoundingMode.trunc).to_type(a.dtype);
        Tensor isNegation = b.eq(-1);
        return where(isNegation, a.neg(), a.div(b.masked_fill(isNegation, 1), RoundingMode.trunc).to_type(a.dtype));
    }

    private static Tensor Modulo(OnnxCall call)
    {
        Tensor a = call.Input(0), b = call.Input(1);
        call.RequireBroadcast(a, b);
        if (IsSigned(b))
            b = b.masked_fill(b.eq(-1), 1);
        return call.Flag("fmod") ? a.fmod(b) : a.remainder(b);
    }

    // The processor stops the program where the smallest integer is divided by −1.
    private static bool IsSigned(Tensor x) => x.dtype is ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    private static Tensor ClipByInputs(OnnxCall call) => Clip(
        call, call.NumbersOf(1) is [var low, ..] ? low : null, call.NumbersOf(2) is [var high, ..] ? high : null);

    private static Tensor Clip(OnnxCall call, double? low, double? high)
    {
        Tensor input = call.Input(0);
        Scalar? min = low is { } l ? l : null, max = high is { } h ? h : null;
        return min is null && max is null ? input.alias() : input.clamp(min, max);
    }

    private static Tensor Cumulate(OnnxCall call)
    {
        Tensor input = call.Input(0);
        int axis = call.Axis(call.IntegersOf(1) is [var given] ? given : throw call.Fault("no axis", "one number"), input.dim());
        bool isReversed = call.Flag("reverse");
        Tensor ordered = isReversed ? input.flip(axis) : input, sums = ordered.cumsum(axis);
        if (call.Flag("exclusive"))
            sums = sums - ordered;
        return (isReversed ? sums.flip(axis) : sums).to_type(input.dtype);
    }
}
