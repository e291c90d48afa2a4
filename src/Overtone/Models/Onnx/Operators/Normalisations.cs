using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Normalisations, with the moments of training where they have any.</summary>
internal static class Normalisations
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("BatchNormalization", Batch, "epsilon momentum spatial is_test consumed_inputs", since: 1),
        OnnxOperator.Of("BatchNormalization", Batch, "epsilon momentum spatial", since: 7),
        OnnxOperator.Of("BatchNormalization", Batch, "epsilon momentum training_mode", since: 9),
        OnnxOperator.Of("InstanceNormalization", Instance, "epsilon consumed_inputs"),
        OnnxOperator.OfSeveral("LayerNormalization", Layer, "axis epsilon stash_type"),
        OnnxOperator.OfSeveral("RMSNormalization", RootMeanSquare, "axis epsilon stash_type"),
        // ONNX Runtime's own name of it, in the standard domain.
        OnnxOperator.OfSeveral("SimplifiedLayerNormalization", RootMeanSquare, "axis epsilon stash_type"),
        OnnxOperator.Of("GroupNormalization", call => Group(call, perGroup: true), "epsilon num_groups", since: 18),
        OnnxOperator.Of("GroupNormalization", call => Group(call, perGroup: false), "epsilon num_groups stash_type", since: 21),
        OnnxOperator.Of("LRN", LocalResponse, "alpha beta bias size"),
        OnnxOperator.Of("LpNormalization", Length, "axis p"),
        OnnxOperator.Of("MeanVarianceNormalization", MeanVariance, "axes"),
    ];

    private static Tensor Batch(OnnxCall call)
    {
        if (call.Flag("training_mode") || call.OutputCount > 1)
            throw call.Fault("training mode", "evaluation mode, with the moments of training");
        Tensor input = call.Input(0);
        Tensor factor = call.Input(1) / (call.Input(4) + call.Number("epsilon", 1e-5)).sqrt();
        Tensor shift = call.Input(2) - (call.Input(3) * factor);
        return (input * PerChannel(factor, input)) + PerChannel(shift, input);
    }

    private static Tensor Instance(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] axes = [.. Enumerable.Range(2, (int)input.dim() - 2).Select(axis => (long)axis)];
        return (Standardised(input, axes, call.Number("epsilon", 1e-5)) * PerChannel(call.Input(1), input))
            + PerChannel(call.Input(2), input);
    }

    private static IReadOnlyList<Tensor> Layer(OnnxCall call)
    {
        Tensor input = call.Input(0);
        return Layer(call, input, From(call.Axis(call.Integer("axis", -1), input.dim()), input), call.Input(1), call.Optional(2));
    }

    /// <summary>Numbers less their mean over their deviation, with a factor and a shift; mean; and one over the deviation.</summary>
    /// <param name="call">The node, for its epsilon.</param>
    /// <param name="input">The numbers.</param>
    /// <param name="axes">The axes of the mean.</param>
    /// <param name="factor">Broadcast.</param>
    /// <param name="shift">The same; may be left out.</param>
    public static IReadOnlyList<Tensor> Layer(OnnxCall call, Tensor input, long[] axes, Tensor factor, Tensor? shift)
    {
        Tensor mean = input.mean(axes, keepdim: true), centred = input - mean;
        Tensor scale = (centred.square().mean(axes, keepdim: true) + call.Number("epsilon", 1e-5)).rsqrt();
        Tensor scaled = centred * scale * factor;
        return [shift is null ? scaled : scaled + shift, mean, scale];
    }

    private static IReadOnlyList<Tensor> RootMeanSquare(OnnxCall call)
    {
        Tensor input = call.Input(0);
        return RootMeanSquare(call, input, From(call.Axis(call.Integer("axis", -1), input.dim()), input), call.Input(1));
    }

    /// <summary>Numbers over the root of the mean of their squares, with a factor; and one over that root.</summary>
    /// <inheritdoc cref="Layer(OnnxCall, Tensor, long[], Tensor, Tensor)"/>
    public static IReadOnlyList<Tensor> RootMeanSquare(OnnxCall call, Tensor input, long[] axes, Tensor factor)
    {
        Tensor scale = (input.square().mean(axes, keepdim: true) + call.Number("epsilon", 1e-5)).rsqrt();
        return [input * scale * factor, scale];
    }

    private static Tensor Group(OnnxCall call, bool perGroup)
    {
        Tensor input = call.Input(0);
        if (input.dim() < 2)
            throw call.Fault($"a tensor of {input.dim()} axes", "two or more");
        long groups = call.Integer("num_groups"), channels = input.shape[1];
        if (groups < 1 || channels % groups != 0)
            throw call.Fault($"{groups} groups of {channels} channels", "groups of equal size");
        Tensor grouped = input.reshape([input.shape[0], groups, -1]);
        Tensor standardised = Standardised(grouped, [2], call.Number("epsilon", 1e-5)).reshape(input.shape);
        Tensor Own(Tensor values) =>
            PerChannel(perGroup ? values.repeat_interleave(channels / groups) : values, input);
        return (standardised * Own(call.Input(1))) + Own(call.Input(2));
    }

    // The window of an even size reaches further up than down, by the specification; libtorch's reaches further down.
    private static Tensor LocalResponse(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long size = call.Integer("size"), channels = input.shape[1];
        if (size < 1)
            throw call.Fault($"size {size}", "one above 0");
        // Further windows find no more channels.
        long low = Math.Min((size - 1) / 2, channels), high = Math.Min(size - 1 - ((size - 1) / 2), channels);
        long[] before = new long[input.dim()], after = new long[input.dim()];
        (before[1], after[1]) = (low, high);
        Tensor padded = Pads.Constant(call, input.square(), before, after, 0);
        Tensor sum = padded.narrow(1, 0, channels);
        for (long n = 1; n <= low + high; n++)
            sum = sum + padded.narrow(1, n, channels);
        return input / (sum * (call.Number("alpha", 1e-4) / size) + call.Number("bias", 1)).pow(call.Number("beta", 0.75));
    }

    private static Tensor Length(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long axis = call.Axis(call.Integer("axis", -1), input.dim());
        Tensor length = call.Integer("p", 2) == 1
            ? input.abs().sum(axis, keepdim: true) : input.square().sum(axis, keepdim: true).sqrt();
        // A vector of zeros stays one.
        return input / length.masked_fill(length == 0, 1);
    }

    private static Tensor MeanVariance(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] axes = [.. call.Axes(call.Integers("axes") ?? [0, 2, 3], input.dim()).Select(axis => (long)axis)];
        Tensor centred = input - input.mean(axes, keepdim: true);
        return centred / (centred.square().mean(axes, keepdim: true).sqrt() + 1e-9);
    }

    private static Tensor Standardised(Tensor input, long[] axes, double epsilon)
    {
        Tensor centred = input - input.mean(axes, keepdim: true);
        return centred * (centred.square().mean(axes, keepdim: true) + epsilon).rsqrt();
    }

    private static long[] From(int axis, Tensor input) => [.. Enumerable.Range(axis, (int)input.dim() - axis).Select(n => (long)n)];

    private static Tensor PerChannel(Tensor values, Tensor input) =>
        values.reshape([1, -1, .. Enumerable.Repeat(1L, Math.Max(0, (int)input.dim() - 2))]);
}
