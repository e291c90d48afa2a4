using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class RadialProfileTests
{
    [Theory]
    [InlineData(32, 32, 17)]
    [InlineData(31, 31, 16)]
    [InlineData(20, 40, 11)]
    public void It_agrees_with_sums_over_rings_of_the_definition(int height, int width, int rings)
    {
        using var scope = NewDisposeScope();
        var image = Draw.Normal(1, height, width);
        var found = RadialProfile.Of(image, removeMean: false).Numbers();

        Assert.Equal(rings, found.Length);
        var expected = Naive(image.Numbers(), height, width, rings);
        for (var r = 0; r < rings; r++)
        {
            Assert.Equal(expected[r], found[r], 1e-10);
        }
    }

    [Fact]
    public void White_noise_is_flat_at_its_variance()
    {
        using var scope = NewDisposeScope();
        var profile = RadialProfile.Of(Draw.Normal(2, 400, 24, 24) * 3, removeMean: false).mean([0]).Numbers();

        // Every ring averages at least 400 squares of size 9 with relative deviation √2 or less.
        Assert.All(profile, power => Assert.InRange(power, 9 * 0.7, 9 * 1.3));
        Assert.InRange(profile.Skip(1).Average(), 9 * 0.97, 9 * 1.03);
    }

    [Fact]
    public void A_wave_stands_in_its_own_ring_only()
    {
        using var scope = NewDisposeScope();
        // Distance √(3² + 4²) = 5; of the unit norm, half lies at each of two of the ring's frequencies.
        var profile = RadialProfile.Of(FourierBasis.Image(16, 16, 3, 4)).Numbers();
        var members = FrequencyGrid.Radius(16, 16).Numbers().Count(r => Math.Round(r) == 5);
        for (var r = 0; r < profile.Length; r++)
        {
            Assert.Equal(r == 5 ? 1.0 / members : 0, profile[r], 1e-12);
        }
    }

    [Fact]
    public void The_mean_stands_in_ring_zero_unless_it_is_removed()
    {
        using var scope = NewDisposeScope();
        var images = full(2, 3, 8, 8, 0.5, dtype: float32);
        var profile = RadialProfile.Of(images, removeMean: false);
        Assert.Equal([2L, 3, 5], profile.shape);
        Assert.Equal(0.25 * 64, profile[1, 2, 0].item<double>(), 1e-12);
        Assert.Equal(0, RadialProfile.Of(images).abs().max().item<double>(), 1e-12);
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using var image = Draw.Normal(3, 8, 8);
        Tensors.RequireNoTensorLeft(() => RadialProfile.Of(image).Dispose(), times: 3);
    }

    /// <summary>The numbers were made with other software where the data set was made; see its README.</summary>
    [Fact]
    public void Tiny_imagenet_10_has_its_documented_radial_power()
    {
        var train = TestData.OpenOrSkip("tiny-imagenet-10").Train;
        double[][] weights = [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]];
        using var scope = NewDisposeScope();
        Tensor power = zeros(3, 17, dtype: float64), logarithm = zeros(17, dtype: float64);
        foreach (var batch in train.Batches(1000))
        {
            using (batch)
            {
                using var inner = NewDisposeScope();
                var images = batch.Images.to_type(ScalarType.Float64);
                for (var plane = 0; plane < 3; plane++)
                {
                    var profile = RadialProfile.Of(einsum("nchw,c->nhw", images, tensor(weights[plane])));
                    power[plane].add_(profile.sum([0]));
                    if (plane == 0)
                    {
                        logarithm.add_(profile.log10().sum([0]));
                    }
                }
            }
        }

        RequireRings((logarithm / train.Count).Numbers(), -0.343, -1.045, -1.743, -2.456);
        RequireRings((power[0] / train.Count).log10().Numbers(), -0.207, -0.957, -1.667, -2.380);
        RequireRings((power[1] / train.Count).log10().Numbers(), -1.500, -2.276, -3.187, -4.296);
        RequireRings((power[2] / train.Count).log10().Numbers(), -1.625, -2.401, -3.343, -4.493);
    }

    private static void RequireRings(double[] profile, params double[] expected)
    {
        for (var index = 0; index < expected.Length; index++)
        {
            Assert.Equal(expected[index], profile[2 << index], 0.0006);
        }
    }

    private static double[] Naive(double[] pixels, int height, int width, int rings)
    {
        var image = new double[height, width];
        Buffer.BlockCopy(pixels, 0, image, 0, pixels.Length * sizeof(double));
        var spectrum = NaiveFourier.Transform(image);
        double shorter = Math.Min(height, width);
        double[] sums = new double[rings], counts = new double[rings];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                double v = y <= height / 2 ? y : height - y, h = x <= width / 2 ? x : width - x;
                var ring = (int)Math.Round(Math.Sqrt(Math.Pow(v * shorter / height, 2) + Math.Pow(h * shorter / width, 2)));
                if (ring < rings)
                {
                    sums[ring] += Math.Pow(spectrum[y, x].Magnitude, 2) / (height * width);
                    counts[ring]++;
                }
            }
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }

    [Fact]
    public void Relative_errors_tell_the_ring_that_is_missing()
    {
        using var scope = NewDisposeScope();
        var x = arange(16, dtype: float64) * (2 * Math.PI / 16);
        Tensor slow = x.cos().unsqueeze(0).expand(16, 16), fast = (5 * x).cos().unsqueeze(0).expand(16, 16);
        // A constant differs by a third, the slow wave by nothing, the fast one by half.
        var errors = RadialProfile.RelativeErrors((0.5 * fast) + 1, slow + fast + 3);
        Assert.Equal(9, errors.Length);
        Assert.Equal(1.0 / 3, errors[0], 1e-12);
        Assert.Equal(0, errors[1], 1e-12);
        Assert.Equal(0.5, errors[5], 1e-12);
    }
}
