using CsCheck;
using Overtone.Models.Networks;

namespace Overtone.Tests.Models.Networks;

public class SeedEnsemblesTests
{
    [Theory]
    [InlineData(new[] { 1, 32, 32, 1 }, 65, 16)]
    [InlineData(new[] { 1, 64, 64, 1 }, 201, 16)]
    [InlineData(new[] { 1, 128, 128, 1 }, 201, 7)]
    [InlineData(new[] { 1, 8000, 1 }, 201, 1)]
    [InlineData(new[] { 784, 400, 200, 10 }, 10_000, 1)]
    public void Small_networks_are_trained_together_and_large_ones_alone(int[] widths, long samples, int expected) =>
        Assert.Equal(expected, SeedEnsembles.SizeFor(new PerceptronShape(widths, Activation.Tanh), samples));

    [Fact]
    public void A_block_has_at_least_one_network_at_most_the_largest_number_and_no_more_than_a_core_keeps_in_cache() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Long[0, 100_000]).Sample((width, samples) =>
        {
            var shape = new PerceptronShape([2, width, 1], Activation.Tanh);
            var size = SeedEnsembles.SizeFor(shape, samples);
            return size is >= 1 and <= SeedEnsembles.LargestEnsemble
                && (size == 1 || size * (shape.WeightCount + (width * samples)) <= SeedEnsembles.CachedNumbers);
        }, iter: 200, threads: 1);

    [Fact]
    public void Cutting_keeps_every_seed_once_and_in_order() =>
        Gen.Select(Gen.Long[0, 1000], Gen.Int[1, 50], Gen.Int[1, 16]).Sample((first, count, size) =>
        {
            var ensembles = SeedEnsembles.Cut(first, count, size);
            return ensembles.SelectMany(b => b).SequenceEqual(Enumerable.Range(0, count).Select(n => first + n))
                && ensembles.All(b => b.Length <= size) && ensembles.SkipLast(1).All(b => b.Length == size);
        }, iter: 100, threads: 1);

    [Fact]
    public void Seeds_are_cut_by_the_size_that_suits_the_shape()
    {
        var shape = new PerceptronShape([1, 128, 128, 1], Activation.Relu);
        Assert.Equal([7, 7, 2], SeedEnsembles.Cut(5, 16, shape, 201).Select(seeds => seeds.Length));
    }
}
