using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class ParameterPerturbationTests
{
    private static readonly int[] Widths = [1, 12, 12, 1];

    [Fact]
    public void Directions_are_unit_vectors_of_the_whole_space_and_isotropic()
    {
        using var scope = NewDisposeScope();
        var directions = ParameterPerturbation.Directions(50, 400, seed: 1);
        Assert.All(directions.norm(1).Numbers(), length => Assert.Equal(1, length, 1e-5));
        // Each coordinate's mean square is 1/50; of 400 draws it has a standard error of 7 %, and 50 of them stay within five of those.
        Assert.All(directions.square().mean([0L]).Numbers(), square => Assert.InRange(square * 50, 0.65, 1.35));
    }

    [Fact]
    public void The_first_directions_are_the_same_whatever_the_count()
    {
        using var scope = NewDisposeScope();
        Tensors.RequireSame(
            ParameterPerturbation.Directions(9, 2, seed: 3), ParameterPerturbation.Directions(9, 5, seed: 3).narrow(0, 0, 2));
        Assert.True(Tensors.Distance(
            ParameterPerturbation.Directions(9, 2, seed: 3), ParameterPerturbation.Directions(9, 2, seed: 4)) > 0.01);
    }

    /// <summary>Against one copy at a time, each with parameters of its own.</summary>
    [Fact]
    public void Copies_in_batches_give_what_single_copies_give()
    {
        using var scope = NewDisposeScope();
        using var networks = new ReluNetworkEnsemble(Widths, [1, 2]);
        var x = linspace(0, 1, 30).unsqueeze(1);
        // More copies than fit into one batch.
        const int Count = SeedEnsembles.LargestEnsemble + 5;
        var directions = ParameterPerturbation.Directions(networks.Parameters.shape[1], Count, seed: 1);
        double[] sizes = [0.2, 0.7];
        var found = ParameterPerturbation.Evaluate(networks, 1, directions, sizes, x);
        Assert.Equal([2L, Count, 30, 1], found.shape);
        for (var copy = 0; copy < Count; copy++)
        {
            for (var size = 0; size < sizes.Length; size++)
            {
                using var alone = ReluNetworkEnsemble.Of(
                    Widths, (networks.Parameters[1] + ((float)sizes[size] * directions[copy])).unsqueeze(0));
                Tensors.RequireNear(alone.Evaluate(x)[0], found[size][copy], 1e-6);
            }
        }
    }

    [Fact]
    public void Nothing_moves_the_network_itself_and_nothing_is_left_behind()
    {
        using var scope = NewDisposeScope();
        using var networks = new ReluNetworkEnsemble(Widths, [1]);
        var x = linspace(0, 1, 30).unsqueeze(1);
        var before = networks.Parameters.clone();
        var directions = ParameterPerturbation.Directions(networks.Parameters.shape[1], 3, seed: 1);
        Tensors.RequireNoTensorLeft(() => ParameterPerturbation.Evaluate(networks, 0, directions, [1], x).Dispose(), times: 3);
        Tensors.RequireSame(before, networks.Parameters);
        Tensors.RequireNear(networks.Evaluate(x)[0], ParameterPerturbation.Evaluate(networks, 0, directions, [0], x)[0][2], 1e-6);
    }
}
