using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Attention as one operator, and the rotation of its places.</summary>
internal static class Attentions
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.OfSeveral(
            "Attention", Attend, "is_causal kv_num_heads q_num_heads qk_matmul_output_mode scale softcap softmax_precision"),
        OnnxOperator.Of("RotaryEmbedding", Rotate, "interleaved num_heads rotary_embedding_dim"),
    ];

    private static IReadOnlyList<Tensor> Attend(OnnxCall call)
    {
        Tensor given = call.Input(0), query = Heads(call, given, "q_num_heads"), key = Heads(call, call.Input(1), "kv_num_heads"),
            value = Heads(call, call.Input(2), "kv_num_heads");
        if (call.Optional(4) is { } earlierKey && call.Optional(5) is { } earlierValue)
            (key, value) = (cat([earlierKey, key], 2), cat([earlierValue, value], 2));
        (Tensor presentKey, Tensor presentValue) = (key, value);
        long groups = key.shape[1] == 0 ? 0 : query.shape[1] / key.shape[1];
        if (groups < 1 || query.shape[1] % key.shape[1] != 0 || value.shape[1] != key.shape[1])
            throw call.Fault($"{query.shape[1]} heads of queries, {key.shape[1]} of keys and {value.shape[1]} of values",
                "a whole number of queries for each key and value");
        call.RequireCount((double)groups * Math.Max(key.numel(), value.numel()));
        if (groups > 1)
            (key, value) = (key.repeat_interleave(groups, 1), value.repeat_interleave(groups, 1));
        double scale = call.Has("scale") ? call.Number("scale", 1) : 1 / Math.Sqrt(query.shape[^1]), cap = call.Number("softcap", 0);
        Tensor products = Products.Multiply(call, query, key.transpose(-2, -1)) * scale;
        Tensor capped = cap == 0 ? products : cap * (products / cap).tanh(), masked = Masked(call, capped);
        // A row that may look nowhere looks nowhere.
        Tensor shares = masked.softmax(-1).masked_fill(masked.isneginf().all(-1, keepdim: true), 0);
        Tensor attended = Products.Multiply(call, shares, value);
        if (given.dim() == 3)
            attended = attended.transpose(1, 2).reshape(given.shape[0], given.shape[1], -1);
        return
        [
            attended, presentKey, presentValue, call.Integer("qk_matmul_output_mode", 0) switch
            {
                0 => products,
                1 => capped,
                2 => masked,
                3 => shares,
                var mode => throw call.Fault($"qk_matmul_output_mode {mode}", "0 to 3"),
            },
        ];
    }

    private static Tensor Masked(OnnxCall call, Tensor products)
    {
        call.RequireBroadcast(call.Optional(3) is { } given ? [products, given] : [products]);
        long queries = products.shape[^2], keys = products.shape[^1];
        if (call.Optional(3) is { } mask)
        {
            if (mask.shape[^1] < keys)
                mask = nn.functional.pad(
                    mask, [0, keys - mask.shape[^1]], TorchSharp.PaddingModes.Constant,
                    mask.dtype == ScalarType.Bool ? 0 : double.NegativeInfinity);
            products = mask.dtype == ScalarType.Bool
                ? products.masked_fill(mask.logical_not(), double.NegativeInfinity) : products + mask;
        }

        if (call.Optional(6) is { } lengths)
        {
            Tensor beyond = arange(keys, dtype: ScalarType.Int64) >= lengths.reshape(-1, 1, 1, 1);
            products = products.masked_fill(beyond, double.NegativeInfinity);
        }

        if (!call.Flag("is_causal"))
            return products;
        long earlier = call.Optional(4) is { } past ? past.shape[2] : 0;
        Tensor later = ones([queries, keys], dtype: ScalarType.Bool).triu(earlier + 1);
        return products.masked_fill(later, double.NegativeInfinity);
    }

    // [images, heads, places, numbers], from [images, places, heads × numbers] where the heads are told.
    private static Tensor Heads(OnnxCall call, Tensor input, string attribute)
    {
        if (input.dim() == 4)
            return input;
        long heads = call.Integer(attribute, 0);
        if (input.dim() != 3 || heads < 1 || input.shape[2] % heads != 0)
            throw call.Fault(
                $"{attribute} {heads} for [{string.Join(", ", input.shape)}]", "4 axes, or 3 of which the last holds whole heads");
        return input.reshape(input.shape[0], input.shape[1], heads, input.shape[2] / heads).transpose(1, 2);
    }

    private static Tensor Rotate(OnnxCall call)
    {
        Tensor given = call.Input(0), input = Heads(call, given, "num_heads");
        long width = call.Integer("rotary_embedding_dim", 0) is not 0 and var part ? part : input.shape[^1];
        if (width < 2 || width % 2 != 0 || width > input.shape[^1])
            throw call.Fault($"{width} numbers to be rotated of {input.shape[^1]}", "pairs of them");
        Tensor cosine = Angles(call, 1, width / 2), sine = Angles(call, 2, width / 2);
        Tensor turned = input.narrow(-1, 0, width), rest = input.narrow(-1, width, input.shape[^1] - width);
        bool isInterleaved = call.Flag("interleaved");
        Tensor pairs = isInterleaved
            ? turned.reshape([.. turned.shape[..^1], width / 2, 2])
            : turned.reshape([.. turned.shape[..^1], 2, width / 2]).transpose(-2, -1);
        Tensor x = pairs.select(-1, 0), y = pairs.select(-1, 1);
        Tensor rotated = stack([(x * cosine) - (y * sine), (x * sine) + (y * cosine)], -1);
        rotated = (isInterleaved ? rotated : rotated.transpose(-2, -1)).reshape(turned.shape);
        Tensor whole = cat([rotated, rest], -1);
        return given.dim() == 4 ? whole : whole.transpose(1, 2).reshape(given.shape);
    }

    // [images, 1, places, pairs]
    private static Tensor Angles(OnnxCall call, int input, long pairs)
    {
        Tensor known = call.Input(input);
        if (call.Optional(3) is { } places)
            known = known.index_select(0, places.flatten().to_type(ScalarType.Int64)).reshape([.. places.shape, known.shape[^1]]);
        return known.dim() == 3 && known.shape[2] >= pairs
            ? known.narrow(2, 0, pairs).unsqueeze(1)
            : throw call.Fault($"angles [{string.Join(", ", known.shape)}]", $"[images, places, {pairs}]");
    }
}
