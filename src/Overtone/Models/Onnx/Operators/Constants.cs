using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>What makes tensors out of nothing but numbers.</summary>
internal static class Constants
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("Constant", Constant, "value value_float value_floats value_int value_ints"),
        OnnxOperator.Of("ConstantOfShape", OfShape, "value"),
        OnnxOperator.Of("Range", Range),
        OnnxOperator.Of("EyeLike", EyeLike, "dtype k"),
        OnnxOperator.Of("OneHot", OneHot, "axis"),
    ];

    private static Tensor Constant(OnnxCall call) =>
        call.Value("value")?.clone()
        ?? (call.Has("value_float") ? tensor((float)call.Number("value_float", 0))
            : call.Has("value_int") ? tensor(call.Integer("value_int"))
            : call.Integers("value_ints") is { } integers && call.Has("value_ints") ? tensor(integers)
            : call.Numbers("value_floats") is { } numbers ? tensor((float[])[.. numbers.Select(number => (float)number)])
            : throw call.Fault("no value", "one of numbers"));

    private static Tensor OfShape(OnnxCall call)
    {
        long[] shape = call.IntegersOf(0) ?? throw call.Fault("no shape", "one number an axis");
        call.RequireSize(shape);
        Tensor value = call.Value("value") ?? tensor(0f);
        return value.reshape([.. Enumerable.Repeat(1L, shape.Length)]).expand(shape).clone();
    }

    private static Tensor Range(OnnxCall call)
    {
        Tensor start = call.Input(0);
        double Number(int input) =>
            call.NumbersOf(input) is [var number] ? number : throw call.Fault($"no input {input + 1}", "one number");
        double from = Number(0), until = Number(1), step = Number(2);
        if (step == 0)
            throw call.Fault("a step of 0", "another");
        double exact = Math.Max(0, Math.Ceiling((until - from) / step));
        call.RequireCount(exact);
        long count = (long)exact;
        return (arange(count, dtype: ScalarType.Float64) * step + from).to_type(start.dtype);
    }

    private static Tensor EyeLike(OnnxCall call)
    {
        Tensor like = call.Input(0);
        ScalarType type = call.Has("dtype")
            ? OnnxElementType.ToScalarType(call.Integer("dtype")) ?? throw call.Fault("a type without numbers", "a number type")
            : like.dtype;
        long diagonal = call.Integer("k", 0);
        Tensor all = ones(like.shape, dtype: ScalarType.Float32);
        return (all.triu(diagonal) * all.tril(diagonal)).to_type(type);
    }

    private static Tensor OneHot(OnnxCall call)
    {
        Tensor places = call.Input(0), values = call.Input(2);
        long depth = call.IntegersOf(1) is [var given, ..] ? given : throw call.Fault("no depth", "one number");
        int axis = call.Axis(call.Integer("axis", -1), places.dim() + 1);
        call.RequireSize([depth, .. places.shape]);
        Tensor whole = places.to_type(ScalarType.Int64), positive = where(whole < 0, whole + depth, whole).unsqueeze(axis);
        long[] shape = [.. Enumerable.Repeat(1L, (int)places.dim() + 1)];
        shape[axis] = depth;
        return where(positive == arange(depth, dtype: ScalarType.Int64).reshape(shape), values[1], values[0]);
    }
}
