using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Tests.Models;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class PlaneRegionsTests
{
    private static readonly PlaneWindow Window = PlaneWindow.Square(2);

    private static readonly Dictionary<string, Func<(PiecewiseLinearNetwork Network, AffineSlice Plane)>> Made = new(StringComparer.Ordinal)
    {
        ["one hidden layer"] = () => Perceptron(1, 0, 2, 40, 1),
        ["two hidden layers"] = () => Perceptron(2, 0, 2, 16, 16, 3),
        ["leaky ReLU"] = () => Perceptron(3, 0.2, 2, 12, 12, 12, 1),
        ["a plane in seven dimensions"] = () => Perceptron(4, 0, 7, 16, 16, 2),
        ["convolutions and maxima"] = () => (Of(SampleNetworks.Convolutional(5), SampleNetworks.ImageSize), Plane(5, 84)),
        ["skip connections"] = () => (Of(SampleNetworks.Residual(6)), AffineSlice.Whole(2)),
        ["an ONNX graph"] = () => (Graph("rgb.onnx"), Plane(8, 3 * 8 * 8)),
        ["the library's convolutional network"] = () => (Of(Digits(), new InputSize(1, 8, 8)), Plane(7, 64)),
    };

    public static TheoryData<string> Networks => [.. Made.Keys];

    private static (PiecewiseLinearNetwork Network, AffineSlice Plane) Perceptron(int seed, double negativeSlope, params int[] widths) =>
        (Of(SampleNetworks.Module(seed, negativeSlope, widths)), widths[0] == 2 ? AffineSlice.Whole(2) : Plane(seed, widths[0]));

    private static SmallConvolutionalNetwork Digits() =>
        new(
            new ConvolutionalShape(1, 8, 8, 2, 3, 8, 3, Activation.Relu),
            new Initialisation(WeightDistribution.Normal, WeightScale.Fixed, 0.3),
            7);

    private static AffineSlice Plane(int seed, int dimension)
    {
        using var points = Draw.Normal(seed, 3, dimension);
        var corners = points.Numbers().Chunk(dimension).ToArray();
        return AffineSlice.Through(corners[0], corners[1], corners[2]);
    }

    private static PiecewiseLinearNetwork Graph(string file) =>
        PiecewiseLinearNetwork.OfGraph(OnnxModule.Open(Fixture.Path(file)), 3, 8, 8);

    private static PiecewiseLinearNetwork Of(nn.Module<Tensor, Tensor> module, InputSize? size = null)
    {
        using (module)
        {
            return PiecewiseLinearNetwork.Of(module, size);
        }
    }

    /// <summary>
    /// The whole exactness claim: regions tile the window, each has a pattern of its own, and at every one of many sample points the region
    /// that lies there gives the network's value. A region missed, cut twice or put elsewhere fails one of the three.
    /// </summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Regions_tile_the_window_are_told_apart_by_their_patterns_and_agree_with_dense_sampling(string kind)
    {
        // Graphs evaluate in 20 times the time.
        int side = kind == "an ONNX graph" ? 15 : 60;
        var (network, plane) = Made[kind]();
        var regions = PlaneRegions.Of(network, plane, Window);

        Assert.Equal(Window.Area, regions.Sum(r => r.Polygon.Area), 1e-10);
        string PatternAt(PlanePoint p) => string.Concat(network.Pattern(plane.At(p.X, p.Y)));
        var byPattern = regions.ToDictionary(r => PatternAt(r.Polygon.Centroid));
        for (var n = 0; n < side * side; n++)
        {
            var point = new PlanePoint(-1.999 + (3.998 * (n % side) / (side - 1)), -1.998 + (3.996 * (n / side) / (side - 1)));
            var region = byPattern[PatternAt(point)];
            Assert.True(region.Polygon.Contains(point));
            Assert.All(
                network.Evaluate(plane.At(point.X, point.Y)).Select((value, output) => (value, output)),
                o => Assert.Equal(o.value, region.Value(point, o.output), 1e-11));
        }
    }

    [Fact]
    public void Lines_in_general_position_make_as_many_regions_as_theory_allows()
    {
        // One layer: every pair of zero lines meets, and a window that holds all meeting points holds all regions.
        var network = SampleNetworks.Network(5, 2, 9, 1);
        Assert.Equal(PlaneRegions.MostOfOneLayer(9), PlaneRegions.Of(network, AffineSlice.Whole(2), PlaneWindow.Square(1e4)).Count);
        Assert.Equal(46, PlaneRegions.MostOfOneLayer(9));
    }

    [Fact]
    public void The_count_along_a_line_is_that_of_the_regions_it_crosses()
    {
        var network = SampleNetworks.Network(6, 2, 20, 20, 1);
        var line = AffineSlice.Line([-2, -0.37], [1, 0.18]);
        var pieces = PiecewiseLinearFunction.Of(network, line, 0, 4).Slopes.Count;
        var regions = PlaneRegions.Of(network, AffineSlice.Whole(2), Window);
        var crossed = Enumerable
            .Range(0, 200_000)
            .Select(n => line.At(4 * (n + 0.5) / 200_000))
            .Select(p => string.Concat(network.Pattern(p)))
            .Distinct()
            .Count();
        Assert.Equal(pieces, crossed);
        Assert.True(regions.Count > pieces);
    }

    [Fact]
    public void Edges_remember_the_unit_that_is_zero_on_them()
    {
        var network = SampleNetworks.Network(7, 2, 8, 8, 1);
        foreach (var region in PlaneRegions.Of(network, AffineSlice.Whole(2), Window))
        {
            var corners = region.Polygon.Vertices;
            for (var n = 0; n < corners.Count; n++)
            {
                var (a, b, cut) = (corners[n], corners[(n + 1) % corners.Count], region.Polygon.Cuts[n]);
                var middle = new PlanePoint((a.X + b.X) / 2, (a.Y + b.Y) / 2);
                if (cut == ConvexPolygon.Border)
                {
                    Assert.Equal(2, Math.Max(Math.Abs(middle.X), Math.Abs(middle.Y)), 1e-12);
                    continue;
                }

                // A step across the edge changes the unit's sign.
                var (dx, dy) = (1e-7 * (b.Y - a.Y), -1e-7 * (b.X - a.X));
                Assert.NotEqual(network.Pattern([middle.X + dx, middle.Y + dy])[cut], network.Pattern([middle.X - dx, middle.Y - dy])[cut]);
            }
        }
    }

    [Fact]
    public void Of_a_maximum_each_value_has_the_one_cell_on_which_it_leads()
    {
        // The greatest of x, y, −x − y and −5, which never leads: three sectors, in spite of six lines on which two are equal.
        using var convolution = nn.Conv2d(1, 1, 1, bias: false);
        using (no_grad())
        {
            convolution.weight.fill_(1);
        }

        var network = Of(nn.Sequential(convolution, nn.MaxPool2d(2), nn.Flatten()), new InputSize(1, 2, 2));
        var regions = PlaneRegions.Of(network, AffineSlice.Plane([0, 0, 0, -5], [1, 0, -1, 0], [0, 1, -1, 0]), Window);
        Assert.Equal([(-1, -1), (0, 1), (1, 0)], regions.Select(region => region.Gradient()).Order());
        int Largest(PlanePoint at) => network.Pattern([at.X, at.Y, -at.X - at.Y, -5])[0];
        Assert.Equal([0, 1, 2], regions.Select(region => Largest(region.Polygon.Centroid)).Order());
    }

    [Fact]
    public void Equal_values_of_a_maximum_make_no_cells()
    {
        // ReLU of what is below zero everywhere: all values of each window are zero.
        using var convolution = nn.Conv2d(1, 1, 1);
        using (no_grad())
        {
            convolution.bias!.fill_(-1000);
        }

        var network = Of(nn.Sequential(convolution, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()), new InputSize(1, 4, 4));
        Assert.Single(PlaneRegions.Of(network, Plane(8, 16), Window));
    }

    [Fact]
    public void A_network_without_kinks_in_the_window_has_one_region() =>
        Assert.Single(
            PlaneRegions.Of(SampleNetworks.Network(8, 2, 6, 1), AffineSlice.Whole(2), new PlaneWindow(1000, 1000.001, 2000, 2000.001)));

    [Fact]
    public void The_search_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            PlaneRegions.Of(SampleNetworks.Network(9, 2, 6, 1), AffineSlice.Whole(2), Window, source.Token));
    }

    [Fact]
    public void An_empty_window_is_refused() => Assert.Throws<ArgumentException>(() => new PlaneWindow(0, 0, 0, 1));
}
