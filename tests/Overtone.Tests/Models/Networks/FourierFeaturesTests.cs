using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Tests.Models.Networks;

public class FourierFeaturesTests
{
    [Fact]
    public void Features_are_cosines_and_sines_of_the_products()
    {
        using var scope = NewDisposeScope();
        Tensor points = tensor(new float[,] { { 0.25f, 0 }, { 0, 0.5f } }),
            frequencies = tensor(new float[,] { { 1, 2, 0 }, { 3, 0.5f, 1 } });
        var found = FourierFeatures.Encode(points, frequencies).Numbers();
        double[] turns = [0.25, 0.5, 0, 1.5, 0.25, 0.5];
        for (var index = 0; index < 6; index++)
        {
            var (row, column) = (index / 3, index % 3);
            Assert.Equal(Math.Cos(2 * Math.PI * turns[index]), found[(6 * row) + column], 1e-6);
            Assert.Equal(Math.Sin(2 * Math.PI * turns[index]), found[(6 * row) + 3 + column], 1e-6);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Products_of_features_are_a_gaussian_kernel(double deviation)
    {
        using var scope = NewDisposeScope();
        const int count = 40_000;
        Tensor points = tensor(new float[,] { { 0, 0 }, { 0.1f, 0.05f } });
        Tensor features = FourierFeatures.Encode(points, FourierFeatures.Draw(2, count, deviation, seed: 3));
        var found = features[0].dot(features[1]).item<float>() / count;

        // The mean of cos 2πb·r over normal b; its sampling error is below 1/√count.
        var expected = Math.Exp(-2 * Math.Pow(Math.PI * deviation, 2) * (0.01 + 0.0025));
        Assert.Equal(expected, found, 4 / Math.Sqrt(count));
    }

    [Fact]
    public void Frequencies_of_another_width_are_the_same_ones_scaled()
    {
        using var scope = NewDisposeScope();
        Tensors.RequireNear(3 * FourierFeatures.Draw(2, 5, 1, seed: 8), FourierFeatures.Draw(2, 5, 3, seed: 8), 1e-5);
        Assert.NotEqual(FourierFeatures.Draw(2, 5, 1, seed: 8).Numbers(), FourierFeatures.Draw(2, 5, 1, seed: 9).Numbers());
    }
}
