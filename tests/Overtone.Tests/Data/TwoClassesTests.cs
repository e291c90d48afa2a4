using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Tests.Data;

public class TwoClassesTests
{
    private static Dataset Digits => DataSource.Open("digits", []).Train;

    [Fact]
    public void Images_keep_their_order_and_four_fifths_train()
    {
        using var scope = NewDisposeScope();
        using var all = TwoClasses.Of(Digits, "3", "8");
        using var some = TwoClasses.Of(Digits, "3", "8", images: 10);
        double[] labels = [.. Digits.Labels.ToArray().Where(label => label is 3 or 8).Select(label => label == 8 ? 1.0 : -1.0)];
        Assert.Equal(labels, all.Labels);
        Assert.Equal(labels[..10], some.Labels);
        Assert.Equal(8, some.TrainingCount);
        Assert.Equal([10, 64], some.Inputs.shape);
        Assert.Equal(some.Inputs[3].norm().item<float>(), some.Norms[3], 1e-5);
    }

    [Fact]
    public void A_class_that_is_not_there_is_refused() =>
        Assert.Contains("no class 'cat'", Assert.Throws<ArgumentException>(() => TwoClasses.Of(Digits, "3", "cat")).Message);
}
