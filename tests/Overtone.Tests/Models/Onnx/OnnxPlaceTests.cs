using static Overtone.Tests.Models.Onnx.Drawn;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Onnx;

/// <summary>Operators that tell or take places.</summary>
public class OnnxPlaceTests
{
    private const int Draws = 12;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Draws)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Places_of_the_largest_values(int seed)
    {
        var random = new Random(seed);
        using var scope = NewDisposeScope();
        int axes = random.Next(1, 4);
        long[] kernel = Many(random, axes, 2, 4);
        var node = new SingleNode("MaxPool", 12).Gives(SampleGraph.Float32, SampleGraph.Int64).With("kernel_shape", kernel)
            .With("strides", Many(random, axes, 1, 3)).With("storage_order", random.Next(2)).With("ceil_mode", random.Next(2));
        node = random.Next(2) == 0
            ? node.With("pads", [.. kernel.Concat(kernel).Select(side => (long)random.Next((int)side))])
            : node.With("auto_pad", random.Next(2) == 0 ? "SAME_UPPER" : "SAME_LOWER");
        Tensor input = Values(seed, [2, 3, .. Many(random, axes, 7, 11)]);
        node.RequireAgreement(input);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("add")]
    [InlineData("mul")]
    [InlineData("min")]
    [InlineData("max")]
    public void Updates_that_meet_are_combined(string reduction)
    {
        using var scope = NewDisposeScope();
        Tensor input = Values(1, [4, 3, 5]);
        // Without a reduction no place may be met twice.
        bool isOnce = reduction == "none";
        Tensor places = isOnce ? tensor(new long[] { 2, -1 }, [2, 1]) : tensor(new long[] { 2, 0, -2, 1, 2 }, [5, 1]);
        var nd = new SingleNode("ScatterND", 18).Weight(places).Weight(Values(2, [places.shape[0], 3, 5])).With("reduction", reduction);
        nd.RequireAgreement(input);
        Assert.True(nd.GradientError(input) < 1e-6);

        Tensor index = isOnce ? tensor(new long[] { 1, 0, -1, 2, 0, 1 }, [2, 3]) : Whole(3, [6, 3], ScalarType.Int64, -4, 4);
        var elements = new SingleNode("ScatterElements", 18).Weight(index).Weight(Values(4, index.shape)).With("reduction", reduction)
            .With("axis", isOnce ? 1 : 0);
        elements.RequireAgreement(Values(5, [4, 3]));
        Assert.True(elements.GradientError(Values(5, [4, 3])) < 1e-6);
    }

    [Theory]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceLogSumExp")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceL2")]
    public void Nothing_at_all_reduces_to_what_changes_nothing(string name)
    {
        using var scope = NewDisposeScope();
        Tensor found = new SingleNode(name, 18).Weight(1).RequireAgreement(zeros([2, 0, 3]));
        Assert.Equal([2, 1, 3], found.shape);
    }
}
