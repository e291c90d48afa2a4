using CsCheck;
using static TorchSharp.torch;

namespace Overtone.Tests;

public class RandomStreamsTests
{
    /// <summary>First eight bytes, little-endian, of <c>printf '7/shuffle/3' | sha256sum</c> and <c>'-1/weights/0'</c>.</summary>
    [Theory]
    [InlineData(7, "shuffle", 3, 0x0c81f8c2ed1f9c2c)]
    [InlineData(-1, "weights", 0, 0x88151ce7303cffc6)]
    public void The_seed_of_a_stream_is_the_beginning_of_a_hash(long seed, string name, long index, ulong expected) =>
        Assert.Equal(expected, RandomStreams.SeedOf(seed, name, index));

    [Fact]
    public void Seed_name_and_index_each_make_another_stream() =>
        Gen.Select(Gen.Long, Gen.String, Gen.Long).Sample((seed, name, index) =>
        {
            ulong[] seeds =
            [
                RandomStreams.SeedOf(seed, name, index),
                RandomStreams.SeedOf(unchecked(seed + 1), name, index),
                RandomStreams.SeedOf(seed, name + "x", index),
                RandomStreams.SeedOf(seed, name, unchecked(index + 1)),
            ];
            return seeds.Distinct().Count() == seeds.Length;
        }, iter: 200, threads: 1);

    [Fact]
    public void Equal_streams_give_equal_numbers_whatever_was_drawn_from_others()
    {
        using var scope = NewDisposeScope();
        using Generator first = RandomStreams.Create(1, "noise", 5),
            other = RandomStreams.Create(1, "weights"),
            second = RandomStreams.Create(1, "noise", 5);
        var expected = empty(10, dtype: float64).normal_(0, 1, first);
        empty(1000).normal_(0, 1, other);
        Tensors.RequireSame(expected, empty(10, dtype: float64).normal_(0, 1, second));
    }

    [Fact]
    public void Every_image_has_numbers_of_its_own_whatever_the_batch()
    {
        using var scope = NewDisposeScope();
        var all = RandomStreams.Normal(3, "noise", 0, 500, 2, 3);
        Tensors.RequireSame(all.narrow(0, 200, 5), RandomStreams.Normal(3, "noise", 200, 5, 2, 3));
        Assert.Equal(0, all.mean().item<float>(), 0.1);
        Assert.Equal(1, all.std().item<float>(), 0.05);
    }

    [Fact]
    public void The_global_generator_is_left_alone()
    {
        using var scope = NewDisposeScope();
        var before = get_rng_state();
        using Generator generator = RandomStreams.Create(1, "noise");
        empty(10).uniform_(0, 1, generator);
        randperm(10, generator: generator);
        Tensors.RequireSame(before, get_rng_state());
    }

    [Fact]
    public void A_permutation_holds_every_number_once_and_is_the_seeds_and_the_names()
    {
        using var scope = NewDisposeScope();
        var order = RandomStreams.Permutation(3, "pixels", 100);
        Assert.Equal(Enumerable.Range(0, 100), order.data<long>().ToArray().Order().Select(n => (int)n));
        Tensors.RequireSame(order, RandomStreams.Permutation(3, "pixels", 100));
        Assert.True(Tensors.Distance(order, RandomStreams.Permutation(3, "images", 100)) > 0);
        Assert.True(Tensors.Distance(order, RandomStreams.Permutation(4, "pixels", 100)) > 0);
    }

    [Fact]
    public void Sorted_numbers_rise_and_fill_their_interval()
    {
        double[] numbers = [];
        Tensors.RequireNoTensorLeft(
            () =>
            {
                using var drawn = RandomStreams.SortedUniform(3, "points", 1000, -2, 5);
                numbers = drawn.Numbers();
            },
            times: 2);
        Assert.Equal(numbers.Order(), numbers);
        Assert.InRange(numbers[0], -2, -1.9);
        Assert.InRange(numbers[^1], 4.9, 5);
        Assert.Equal(1.5, numbers.Average(), 0.3);
    }
}
