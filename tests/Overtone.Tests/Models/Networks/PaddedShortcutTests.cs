using Overtone.Models;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class PaddedShortcutTests
{
    [Theory]
    [InlineData(8, 8, 2, 3)]
    [InlineData(9, 7, 2, 0)]
    [InlineData(5, 6, 1, 2)]
    public void It_keeps_every_other_pixel_and_so_does_its_gradient_to_the_last_bit(int height, int width, int stride, int channels)
    {
        using var scope = NewDisposeScope();
        using var shortcut = new PaddedShortcut(channels, stride);
        using var generator = new Generator(1);
        Tensor input = randn(2, 3, height, width, generator: generator).requires_grad_(), output = shortcut.call(input);
        Tensor kept = input.slice(2, 0, height, stride).slice(3, 0, width, stride);
        Tensor expected = cat([kept, zeros(2, channels, kept.shape[2], kept.shape[3])], 1);
        Tensors.RequireSame(expected, output);
        Tensor slopes = randn(output.shape, generator: generator);
        Tensors.RequireSame(
            autograd.grad([(expected * slopes).sum()], [input])[0], autograd.grad([(output * slopes).sum()], [input])[0]);
    }

    [Fact]
    public void Gradients_keep_the_order_in_memory_of_what_they_are_added_to()
    {
        using var scope = NewDisposeScope();
        using var shortcut = new PaddedShortcut(2, 2);
        using var generator = new Generator(1);
        Tensor input = ChannelsLast.Of(rand(2, 3, 8, 8, generator: generator)).requires_grad_();
        Tensor output = shortcut.call(input);
        Assert.Equal(1, output.stride(1));
        Assert.Equal(1, autograd.grad([output.square().sum()], [input])[0].stride(1));
    }
}
