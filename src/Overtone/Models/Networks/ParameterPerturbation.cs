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
        for (int index = 0; index < count; index++)
        {
            using Generator generator = RandomStreams.Create(seed, "direction", index);
            Tensor direction = directions[index].normal_(0, 1, generator);
            direction.div_(direction.norm());
        }

        return (device is null ? directions : directions.to(device)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// What one network of an ensemble becomes along every direction, at every length, the perturbed copies evaluated in batches.
    /// </summary>
    /// <param name="networks">The ensemble.</param>
    /// <param name="network">The network's place in it.</param>
    /// <param name="directions">[count, parameters].</param>
    /// <param name="sizes">δ, the lengths of the perturbations.</param>
    /// <param name="inputs">[n, inputs].</param>
    /// <returns>[sizes, count, n, outputs].</returns>
    public static Tensor Evaluate(ReluNetworkEnsemble networks, int network, Tensor directions, IReadOnlyList<double> sizes, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        long batch = SeedEnsembles.SizeFor(networks.Shape, inputs.shape[^2]), count = directions.shape[0];
        Tensor outputs = empty([sizes.Count, count, inputs.shape[^2], networks.Shape.Widths[^1]], device: networks.Parameters.device);
        for (long start = 0; start < count; start += batch)
        {
            CollectionPoint.Collect();
            using var inner = NewDisposeScope();
            long together = Math.Min(batch, count - start);
            using ReluNetworkEnsemble steps = ReluNetworkEnsemble.Of(networks.Shape.Widths, directions.narrow(0, start, together));
            // All lengths of a batch while its directions are in the cache.
            for (int size = 0; size < sizes.Count; size++)
                outputs[size].narrow(0, start, together).copy_(Move(networks, network, steps, sizes[size], inputs));
        }

        return outputs.MoveToOuterDisposeScope();
    }

    // Layer by layer, so that perturbed weights are used while they are in the cache, too.
    private static Tensor Move(ReluNetworkEnsemble networks, int network, ReluNetworkEnsemble steps, double size, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        Tensor x = steps.PerNetwork(inputs);
        for (int layer = 0; layer < networks.Shape.LayerCount; layer++)
        {
            Tensor weights = networks.Weights(layer)[network].add(steps.Weights(layer), size),
                biases = networks.Biases(layer)[network].add(steps.Biases(layer), size);
            x = networks.Layer(layer, x, weights, biases);
        }

        return x.MoveToOuterDisposeScope();
    }
}
