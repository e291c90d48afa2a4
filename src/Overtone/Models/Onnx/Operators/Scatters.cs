using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>What puts parts into a tensor.</summary>
internal static class Scatters
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("ScatterND", Places, "reduction"),
        OnnxOperator.Of("ScatterElements", Elements, "axis reduction"),
        OnnxOperator.Of("Scatter", Elements, "axis"),
    ];

    private static Tensor Places(OnnxCall call)
    {
        Tensor input = call.Input(0), places = call.Input(1), updates = call.Input(2);
        if (places.dim() == 0 || places.shape[^1] > input.dim())
            throw call.Fault($"places [{string.Join(", ", places.shape)}]", $"a last axis of {input.dim()} at most");
        int depth = (int)places.shape[^1];
        // Flat rows of what one place holds.
        long width = input.shape[depth..].Aggregate(1L, (product, side) => product * side);
        Tensor flat = zeros(places.shape[..^1], dtype: ScalarType.Int64);
        for (int n = 0; n < depth; n++)
            flat = (flat * input.shape[n]) + Slices.Positive(places.select(places.dim() - 1, n), input.shape[n]);
        Tensor rows = input.reshape(-1, width), index = flat.reshape(-1, 1).expand(-1, width);
        return Scatter(call, rows, 0, index, updates.reshape(-1, width)).reshape(input.shape);
    }

    private static Tensor Elements(OnnxCall call)
    {
        Tensor input = call.Input(0);
        int axis = call.Axis(call.Integer("axis", 0), input.dim());
        return Scatter(call, input, axis, Slices.Positive(call.Input(1), input.shape[axis]), call.Input(2));
    }

    private static Tensor Scatter(OnnxCall call, Tensor input, int axis, Tensor index, Tensor updates) =>
        call.Choice("reduction", "none", "none", "add", "mul", "min", "max") switch
        {
            "none" => input.scatter(axis, index, updates),
            "add" => input.scatter_add(axis, index, updates),
            "mul" => Combine(call, input, axis, index, updates, (a, b) => a * b),
            "min" => Combine(call, input, axis, index, updates, (a, b) => a.minimum(b)),
            _ => Combine(call, input, axis, index, updates, (a, b) => a.maximum(b)),
        };

    // In rounds, in each of which no place is met twice: TorchSharp has no scatter_reduce.
    private static Tensor Combine(
        OnnxCall call, Tensor input, int axis, Tensor index, Tensor updates, Func<Tensor, Tensor, Tensor> combine)
    {
        if (!index.shape.SequenceEqual(updates.shape) || index.dim() != input.dim())
            throw call.Fault(
                $"places [{string.Join(", ", index.shape)}] and updates [{string.Join(", ", updates.shape)}]", "as many of both");
        Tensor targets = Targets(input, axis, index).flatten(), given = updates.flatten(), result = input.flatten();
        foreach (long[] round in Rounds(targets.contiguous().data<long>().ToArray()))
        {
            Tensor chosen = tensor(round), places = targets.index_select(0, chosen);
            result = result.scatter(0, places, combine(result.index_select(0, places), given.index_select(0, chosen)));
        }

        return result.reshape(input.shape);
    }

    // Where in the flat input each update goes.
    private static Tensor Targets(Tensor input, int axis, Tensor index)
    {
        Tensor targets = zeros_like(index);
        for (int n = 0; n < input.dim(); n++)
        {
            long[] along = [.. Enumerable.Repeat(1L, (int)input.dim())];
            along[n] = index.shape[n];
            targets = (targets * input.shape[n])
                + (n == axis ? index : arange(index.shape[n], dtype: ScalarType.Int64).reshape(along));
        }

        return targets;
    }

    private static IEnumerable<long[]> Rounds(long[] targets)
    {
        var met = new Dictionary<long, int>();
        var rounds = new List<List<long>>();
        for (long n = 0; n < targets.Length; n++)
        {
            int round = met.GetValueOrDefault(targets[n]);
            met[targets[n]] = round + 1;
            if (round == rounds.Count)
                rounds.Add([]);
            rounds[round].Add(n);
        }

        return rounds.Select(round => round.ToArray());
    }
}
