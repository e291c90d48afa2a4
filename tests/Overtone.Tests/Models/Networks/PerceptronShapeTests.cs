using Overtone.Models.Networks;

namespace Overtone.Tests.Models.Networks;

public class PerceptronShapeTests
{
    [Fact]
    public void Layers_and_weights_are_counted_from_the_widths()
    {
        var shape = new PerceptronShape([784, 400, 200, 10], Activation.Tanh);
        Assert.Equal(3, shape.LayerCount);
        Assert.Equal((784 * 400) + (400 * 200) + (200 * 10), shape.WeightCount);
    }

    [Fact]
    public void A_later_change_of_the_callers_list_changes_nothing()
    {
        int[] widths = [1, 5, 1];
        var shape = new PerceptronShape(widths, Activation.Tanh);
        widths[1] = 7;
        Assert.Equal([1, 5, 1], shape.Widths);
    }

    [Fact]
    public void Too_few_or_empty_layers_and_a_Ricker_width_of_zero_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PerceptronShape([3], Activation.Tanh));
        Assert.Throws<ArgumentException>(() => new PerceptronShape([3, 0, 1], Activation.Tanh));
        Assert.Throws<ArgumentException>(() => new PerceptronShape([3, 1], Activation.Ricker, 0));
        Assert.Throws<ArgumentException>(() => new PerceptronShape([3, 1], Activation.Ricker, double.NaN));
    }
}
