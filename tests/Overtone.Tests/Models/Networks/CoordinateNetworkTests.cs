using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class CoordinateNetworkTests
{
    private static readonly int[] Widths = [24, 24];

    [Theory]
    [InlineData(CoordinateInput.Plain, null, 2, "plain")]
    [InlineData(CoordinateInput.FourierFeatures, 2.5, 10, "σ = 2.5")]
    [InlineData(CoordinateInput.Sine, null, 2, "sine network")]
    [InlineData(CoordinateInput.MultiScale, null, 2, "multi-scale")]
    public void Each_maps_coordinates_to_a_number(CoordinateInput input, double? deviation, int inputs, string name)
    {
        using var scope = NewDisposeScope();
        var settings = new CoordinateNetwork(input, deviation);
        var seen = settings.Encode(Draw.Uniform(1, 7, 2).to_type(ScalarType.Float32), features: 5, seed: 3);
        Assert.Equal([7, inputs], seen.shape);
        Assert.InRange(seen.abs().max().item<float>(), 0, 1);
        using var network = settings.Create(inputs, Widths, scales: 4, sineFrequency: 30, seed: 3);
        Assert.Equal([7, 1], network.call(seen).shape);
        Assert.Equal(name, settings.Name);
    }

    [Fact]
    public void Coordinates_are_seen_from_minus_one_to_one()
    {
        using var scope = NewDisposeScope();
        var seen = new CoordinateNetwork(CoordinateInput.Sine).Encode(tensor(new float[,] { { 0, 0.5f }, { 0.75f, 1 } }), 1, 1);
        Assert.Equal([-1, 0, 0.5, 1], seen.Numbers());
    }

    [Fact]
    public void The_parts_of_a_multi_scale_network_have_together_about_as_many_weights_as_a_plain_one()
    {
        double plain = Parameters(CoordinateInput.Plain), parts = Parameters(CoordinateInput.MultiScale);
        Assert.InRange(parts / plain, 0.8, 1.2);

        static double Parameters(CoordinateInput input)
        {
            using var network = new CoordinateNetwork(input).Create(2, [128, 128], scales: 4, sineFrequency: 30, seed: 1);
            return network.parameters().Sum(p => (double)p.numel());
        }
    }

    [Fact]
    public void Random_frequencies_without_a_width_are_refused()
    {
        using var points = zeros(1, 2);
        Assert.Throws<InvalidOperationException>(() => new CoordinateNetwork(CoordinateInput.FourierFeatures).Encode(points, 4, 1));
    }
}
