using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class PixelNormalisationTests
{
    [Fact]
    public void Nothing_to_do_is_nothing_done()
    {
        using var scope = NewDisposeScope();
        using var normalisation = new PixelNormalisation(InputSpec.Default, 3);
        var pixels = Fixture.Read("images_rgb.npy");

        Assert.Same(pixels, normalisation.Apply(pixels));
        Assert.Equal([1, 1, 1], normalisation.Scale);
        Assert.Equal([0, 0, 0], normalisation.Offset);
    }

    [Fact]
    public void Range_then_mean_then_deviation()
    {
        using var scope = NewDisposeScope();
        using var normalisation = new PixelNormalisation(new InputSpec { Range = [-1, 1], Mean = [0.5], Std = [2] }, 1);

        Assert.Equal([1], normalisation.Scale);
        Assert.Equal([-0.75], normalisation.Offset);
        Assert.Equal([-0.75, -0.25, 0.25], normalisation.Apply(tensor(new[] { 0f, 0.5f, 1f }, [1, 1, 1, 3])).Numbers());
    }

    [Fact]
    public void Mean_and_deviation_are_in_the_model_s_order_of_channels()
    {
        using var scope = NewDisposeScope();
        var spec = new InputSpec { Channels = ChannelOrder.Bgr, Range = [0, 255], Mean = [1, 2, 3], Std = [1, 10, 100] };
        using var normalisation = new PixelNormalisation(spec, 3);

        Assert.Equal([51 - 1, (25.5 - 2) / 10, (255 - 3) / 100.0], normalisation.Apply(tensor(new[] { 1f, 0.1f, 0.2f }, [1, 3, 1, 1]))
            .Numbers().Select(x => Math.Round(x, 5)));
    }

    [Fact]
    public void Channels_go_last_where_the_model_wants_them()
    {
        using var scope = NewDisposeScope();
        using var normalisation = new PixelNormalisation(new InputSpec { Layout = PixelLayout.Nhwc }, 3);
        var pixels = Fixture.Read("images_rgb.npy");
        var input = normalisation.Apply(pixels);

        Assert.True(input.is_contiguous());
        Tensors.RequireSame(pixels.permute(0, 2, 3, 1), input);
    }

    [Fact]
    public void It_is_linear_and_its_scale_is_its_derivative()
    {
        using var scope = NewDisposeScope();
        using var normalisation = new PixelNormalisation(Fixture.Normalised, 3);
        var pixels = Fixture.Read("images_rgb.npy").requires_grad_();
        normalisation.Apply(pixels).sum().backward();

        for (var channel = 0; channel < 3; channel++)
        {
            Assert.All(pixels.grad!.select(1, channel).Numbers(), value => Assert.Equal(normalisation.Scale[channel], value, 1e-6));
        }
    }
}
