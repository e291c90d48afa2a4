using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>What takes parts of a tensor.</summary>
internal static class Slices
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("Slice", Slice, "axes ends starts"),
        OnnxOperator.Of("Gather", Gather, "axis"),
        OnnxOperator.Of("GatherElements", GatherElements, "axis"),
        OnnxOperator.Of("GatherND", GatherPlaces, "batch_dims"),
        OnnxOperator.Of("Trilu", Triangle, "upper"),
    ];

    private static Tensor Slice(OnnxCall call)
    {
        Tensor input = call.Input(0);
        long[] starts = call.IntegersOf("starts", 1) ?? throw call.Fault("no starts", "one number an axis"),
            ends = call.IntegersOf("ends", 2) ?? throw call.Fault("no ends", "one number an axis");
        int[] axes = call.IntegersOf("axes", 3) is { } given
            ? call.Axes(given, input.dim()) : [.. Enumerable.Range(0, starts.Length)];
        long[] steps = call.IntegersOf(4) ?? [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
            throw call.Fault($"{starts.Length} starts, {ends.Length} ends, {axes.Length} axes and steps [{string.Join(", ", steps)}]",
                "as many of each, and steps other than 0");
        Tensor part = input.alias();
        for (int n = 0; n < axes.Length; n++)
            part = Along(part, axes[n], starts[n], ends[n], steps[n]);
        return part;
    }

    private static Tensor Along(Tensor input, int axis, long start, long end, long step)
    {
        long size = input.shape[axis];
        long Low(long place) => place < 0 ? Math.Max(place + size, step > 0 ? 0 : -1) : place;
        if (step > 0)
        {
            long first = Math.Min(Low(start), size), last = Math.Min(Low(end), size);
            return step == 1
                ? input.narrow(axis, first, Math.Max(0, last - first))
                : input.slice(axis, first, Math.Max(first, last), step);
        }

        // Backwards: libtorch has no such slice.
        long from = Math.Min(Low(start), size - 1), until = Math.Max(Low(end), -1);
        var places = new List<long>();
        for (long place = from; place > until; place += step)
            places.Add(place);
        return input.index_select(axis, tensor(places.ToArray(), ScalarType.Int64));
    }

    private static Tensor Gather(OnnxCall call)
    {
        Tensor input = call.Input(0), places = call.Input(1);
        int axis = call.Axis(call.Integer("axis", 0), input.dim());
        call.RequireSize([.. input.shape[..axis], .. places.shape, .. input.shape[(axis + 1)..]]);
        Tensor flat = Positive(places, input.shape[axis]).reshape(-1);
        return input.index_select(axis, flat).reshape([.. input.shape[..axis], .. places.shape, .. input.shape[(axis + 1)..]]);
    }

    private static Tensor GatherElements(OnnxCall call)
    {
        Tensor input = call.Input(0);
        int axis = call.Axis(call.Integer("axis", 0), input.dim());
        return input.gather(axis, Positive(call.Input(1), input.shape[axis]));
    }

    private static Tensor GatherPlaces(OnnxCall call)
    {
        Tensor input = call.Input(0), places = call.Input(1);
        int batch = (int)call.Integer("batch_dims", 0), depth = places.dim() > 0 ? (int)places.shape[^1] : 0;
        if (depth < 1 || batch < 0 || batch + depth > input.dim() || batch >= places.dim())
            throw call.Fault(
                $"places [{string.Join(", ", places.shape)}] in [{string.Join(", ", input.shape)}] with batch_dims {batch}",
                "places that the tensor has");
        call.RequireSize([.. places.shape[..^1], .. input.shape[(batch + depth)..]]);
        long[] leading = input.shape[..batch];
        long rows = leading.Aggregate(1L, (product, side) => product * side);
        // The batch axes are one, whose place is the row's own.
        Tensor merged = input.reshape([rows, .. input.shape[batch..]]), own = places.reshape([rows, -1, depth]);
        Tensor[] index =
        [
            arange(rows, dtype: ScalarType.Int64).reshape(-1, 1).expand(rows, own.shape[1]),
            .. Enumerable.Range(0, depth).Select(n => Positive(own.select(2, n), merged.shape[n + 1])),
        ];
        return merged.index([.. index.Select(TensorIndex.Tensor)])
            .reshape([.. places.shape[..^1], .. input.shape[(batch + depth)..]]);
    }

    private static Tensor Triangle(OnnxCall call)
    {
        long diagonal = call.IntegersOf(1) is [var given, ..] ? given : 0;
        return call.Flag("upper", otherwise: true) ? call.Input(0).triu(diagonal) : call.Input(0).tril(diagonal);
    }

    /// <summary>Places counted from the end become places from the beginning.</summary>
    /// <param name="places">Places along an axis.</param>
    /// <param name="size">The axis's size.</param>
    internal static Tensor Positive(Tensor places, long size)
    {
        Tensor whole = places.to_type(ScalarType.Int64);
        return where(whole < 0, whole + size, whole);
    }
}
