using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// Networks moved in parameter space: θ + δ θ̂ with θ̂ a random direction, uniform on the unit sphere of all weights and biases together.
/// Source: 1806.08734, Fig. 3 (experiment 2).
/// </summary>
public static class ParameterPerturbation
{
    /// <summary>Random directions: normal draws, each divided by its own length.</summary>
    /// <param name="parameters">How many parameters a network has, at least 1.</param>
    /// <param name="count">How many directions.</param>
    /// <param name="seed">Equal seeds give equal directions, the first ones whatever the count.</param>
    /// <param name="device">Where they live; null for the processor.</param>
    /// <returns>[count, parameters], float32, every row of unit length.</returns>
    public static Tensor Directions(long parameters, int count, long seed, Device? device = null)
    {
        using var scope = NewDisposeScope();
        Tensor directions = empty(count, parameters);
        for (int place = 0; place < count; place++)
        {
            using Generator generator = RandomStreams.Create(seed, "direction", place);
            Tensor direction = directions[place].normal_(0, 1, generator);
            direction.div_(direction.norm());
        }

        return (device is null ? directions : directions.to(device)).MoveToOuterDisposeScope();
    }

    /// <summary>What one network of a block becomes along every direction, the perturbed copies evaluated in batches.</summary>
    /// <param name="networks">The block.</param>
    /// <param name="network">The network's place in it.</param>
    /// <param name="directions">[count, parameters].</param>
    /// <param name="size">δ, the length of the perturbation.</param>
    /// <param name="inputs">[n, inputs].</param>
    /// <returns>[count, n, outputs].</returns>
    public static Tensor Evaluate(ReluNetworkBlock networks, int network, Tensor directions, double size, Tensor inputs)
    {
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        long batch = SeedBlocks.SizeFor(networks.Shape, inputs.shape[^2]), count = directions.shape[0];
        Tensor parameters = networks.Parameters[network];
        var outputs = new List<Tensor>();
        for (long start = 0; start < count; start += batch)
        {
            using var inner = NewDisposeScope();
            Tensor moved = parameters.add(directions.narrow(0, start, Math.Min(batch, count - start)), size);
            using ReluNetworkBlock copies = ReluNetworkBlock.Of(networks.Shape.Widths, moved);
            outputs.Add(copies.Evaluate(inputs).MoveToOuterDisposeScope());
        }

        return cat(outputs).MoveToOuterDisposeScope();
    }
}
