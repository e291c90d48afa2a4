using Overtone.Models;
using Overtone.Tests.Models;
using Overtone.Tests.Models.Onnx;
using Overtone.Theory.PiecewiseLinear;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.PiecewiseLinear;

/// <summary>Piecewise linear networks read from ONNX files.</summary>
public sealed class GraphNetworkTests : IDisposable
{
    private const int Inputs = 3, Width = 6;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_convolutional_graph_answers_as_libtorch_does()
    {
        using var module = OnnxModule.Open(Fixture.Path("rgb.onnx"));
        var network = PiecewiseLinearNetwork.OfGraph(module, 3, 8, 8);
        Assert.Equal(192, network.InputCount);
        Tensor image = Fixture.Read("images_rgb.npy").narrow(0, 0, 1);
        RequireNear(module.call(image), network.Evaluate(Numbers(image)));
    }

    [Fact]
    public void Branches_split_and_join() => Branching().InFile(file =>
    {
        using var module = OnnxModule.Open(file);
        var network = PiecewiseLinearNetwork.OfGraph(module, Inputs);
        Tensor input = Draw.Normal(1, 1, Inputs).to_type(ScalarType.Float32);
        RequireNear(module.call(input), network.Evaluate(Numbers(input)));
        // One kink for each unit of the two rectifiers.
        Assert.Equal(2 * Width, network.Pattern(Numbers(input)).Length);
        return true;
    });

    [Fact]
    public void On_a_plane_its_regions_hold_its_values() => Branching().InFile(file =>
    {
        using var module = OnnxModule.Open(file);
        var network = PiecewiseLinearNetwork.OfGraph(module, Inputs);
        var plane = AffineSlice.Plane([0.1, 0.2, -0.3], [1, 0, 0.5], [0, 1, -0.5]);
        IReadOnlyList<LinearRegion> regions = PlaneRegions.Of(network, plane, PlaneWindow.Square(2));
        Assert.InRange(regions.Count, Width, PlaneRegions.MostOfOneLayer(Width) * PlaneRegions.MostOfOneLayer(Width));
        Assert.Equal(16, regions.Sum(region => region.Polygon.Area), 1e-9);
        return true;
    });

    [Fact]
    public void A_node_that_is_neither_affine_nor_a_kink_is_named() => new SampleGraph(13)
        .Input("x", [1, Inputs]).Node("Sigmoid", ["x"], ["y"]).Output("y").InFile(file =>
        {
            using var module = OnnxModule.Open(file);
            var error = Assert.Throws<NotPiecewiseLinearException>(() => PiecewiseLinearNetwork.OfGraph(module, Inputs));
            Assert.Contains("node \"the node\" (Sigmoid): found neither an affine map", error.Message, StringComparison.Ordinal);
            return true;
        });

    // x → a = relu(Ax + a₀) → b = relu(Ba) + a → C[b, 2x] + x.
    private static SampleGraph Branching()
    {
        Tensor Weight(int seed, params long[] shape) => Draw.Normal(seed, shape).to_type(ScalarType.Float32);
        return new SampleGraph(13)
            .Input("x", [1, Inputs])
            .Weight("A", Weight(2, Inputs, Width)).Weight("a0", Weight(3, Width)).Weight("B", Weight(4, Width, Width))
            .Weight("C", Weight(5, Width + Inputs, Inputs)).Weight("two", full(1, 2f))
            .Node("Gemm", ["x", "A", "a0"], ["p"])
            .Node("Relu", ["p"], ["a"])
            .Node("MatMul", ["a", "B"], ["q"])
            .Node("Relu", ["q"], ["r"])
            .Node("Add", ["r", "a"], ["b"])
            .Node("Mul", ["x", "two"], ["d"])
            .Node("Concat", ["b", "d"], ["c"], ("axis", 1L))
            .Node("MatMul", ["c", "C"], ["e"])
            .Node("Add", ["e", "x"], ["y"])
            .Output("y");
    }

    private static double[] Numbers(Tensor tensor) => [.. tensor.flatten().to_type(ScalarType.Float64).data<double>()];

    private static void RequireNear(Tensor expected, double[] found) =>
        Assert.All(Numbers(expected).Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
}
