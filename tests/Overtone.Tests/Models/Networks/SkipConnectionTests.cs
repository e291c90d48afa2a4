using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class SkipConnectionTests
{
    [Fact]
    public void It_adds_its_input_to_what_its_module_gives()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var inner = nn.Linear(3, 3);
        using var skip = new SkipConnection(inner);
        Tensor input = Draw.Normal(1, 5, 3).to(ScalarType.Float32);
        Assert.Equal((inner.call(input) + input).Numbers(), skip.call(input).Numbers());
        Assert.Equal(["main.weight", "main.bias"], skip.named_parameters().Select(parameter => parameter.name));
    }

    [Fact]
    public void A_shortcut_of_its_own_takes_the_place_of_the_input()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (inner, shortcut) = (nn.Linear(3, 2), nn.Linear(3, 2));
        using var skip = new SkipConnection(inner, shortcut);
        Tensor input = Draw.Normal(1, 5, 3).to(ScalarType.Float32);
        Assert.Equal((inner.call(input) + shortcut.call(input)).Numbers(), skip.call(input).Numbers());
        Assert.Equal(4, skip.parameters().Count());
    }
}
