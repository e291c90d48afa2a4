using Overtone.Models;
using Overtone.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Robustness;

public class FeatureMapsTests
{
    private static readonly long[] Convolution = [5, 2, 3];

    [Fact]
    public void A_convolutions_own_activations_are_maps_as_they_are()
    {
        using var scope = NewDisposeScope();
        var activations = Numbers(4, 5, 2, 3);
        Tensors.RequireSame(activations, FeatureMaps.Of(activations).Maps!);
    }

    [Theory]
    [InlineData(new long[] { 4, 5, 1, 1 }, "its activations have the shape [5, 1, 1], without two spatial axes")]
    [InlineData(new long[] { 4, 5 }, "its activations have the shape [5], without two spatial axes")]
    [InlineData(new long[] { 4, 6, 5 }, "its activations have the shape [6, 5], without two spatial axes")]
    public void Without_two_directions_there_are_none(long[] shape, string reason)
    {
        using var scope = NewDisposeScope();
        Assert.Equal((null, reason), FeatureMaps.Of(Numbers(shape)));
    }

    [Fact]
    public void Channels_first_and_last_are_told_by_the_proportion_of_rows_and_columns()
    {
        using var scope = NewDisposeScope();
        Tensor first = Numbers(4, 7, 4, 6), last = first.permute(0, 2, 3, 1);
        Tensors.RequireSame(first, FeatureMaps.Of(first, Convolution).Maps!);
        Tensors.RequireSame(first, FeatureMaps.Of(last, Convolution).Maps!);
        Assert.Equal(
            "it is unclear which axes of its activations, [7, 5, 5], are the 2×3 of its convolution",
            FeatureMaps.Of(Numbers(4, 7, 5, 5), Convolution).Reason);
    }

    [Theory]
    [InlineData(0, ExtraTokens.None, 0)]
    [InlineData(0, ExtraTokens.BothSides, 0)]
    [InlineData(2, ExtraTokens.Leading, 2)]
    [InlineData(2, ExtraTokens.Trailing, 0)]
    public void Tokens_are_laid_out_as_their_patches_lie(int extra, ExtraTokens where, int first)
    {
        using var scope = NewDisposeScope();
        var tokens = Numbers(4, 6 + extra, 5);
        var maps = FeatureMaps.Of(tokens, Convolution, new PatchOrigin("patches", where)).Maps!;
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 3; column++)
                Tensors.RequireSame(tokens.select(1, first + (3 * row) + column), maps.select(3, column).select(2, row));
        }
    }

    [Theory]
    [InlineData(7, ExtraTokens.BothSides, "1 of its 7 tokens do not belong to the 2×3 patches, and it is unclear which")]
    [InlineData(5, ExtraTokens.Leading, "its 5 tokens are fewer than the 2×3 patches of the embedding")]
    public void Tokens_whose_patches_are_unknown_are_not_guessed(int count, ExtraTokens where, string reason)
    {
        using var scope = NewDisposeScope();
        Assert.Equal((null, reason), FeatureMaps.Of(Numbers(4, count, 5), Convolution, new PatchOrigin("patches", where)));
    }

    [Fact]
    public void A_convolution_without_directions_has_none_to_give()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            (null, "embedding, which its tokens come from, has no two spatial axes"),
            FeatureMaps.Of(Numbers(4, 6, 5), [5, 1, 6], new PatchOrigin("embedding", ExtraTokens.None)));
    }

    private static Tensor Numbers(params long[] shape) => arange(shape.Aggregate(1L, (product, side) => product * side)).reshape(shape);
}
