using Overtone.Theory.SpectralBias;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.SpectralBias;

public class SpectralNormTests
{
    private const int Width = 256;

    /// <summary>
    /// The square root of the largest eigenvalue of AᵀA, by power iteration to convergence: another way to the same number.
    /// </summary>
    [Fact]
    public void The_spectral_norm_is_the_longest_image_of_a_unit_vector()
    {
        using var scope = NewDisposeScope();
        var a = Draw.Normal(1, 2, 20, 30);
        var found = SpectralNorm.Of(a);
        for (var network = 0; network < 2; network++)
        {
            var v = Draw.Normal(2, 30, 1);
            for (var iteration = 0; iteration < 2000; iteration++)
            {
                v = a[network].transpose(0, 1).mm(a[network].mm(v));
                v = v / v.norm();
            }

            Assert.Equal(a[network].mm(v).norm().item<double>(), found[network], 1e-9);
        }
    }

    [Fact]
    public void A_vectors_norm_is_its_length() =>
        Assert.Equal([5.0], SpectralNorm.Of(tensor([3.0, 4.0]).unsqueeze(0)));

    /// <summary>
    /// The published helper's number on a fresh 256 × 256 layer is exactly 256 times the Rayleigh quotient of its own vector, about 23 in
    /// the mean, and not the largest singular value, which is 1.14.
    /// </summary>
    [Fact]
    public void The_published_number_is_256_Rayleigh_quotients_and_not_the_spectral_norm()
    {
        using var scope = NewDisposeScope();
        var published = new List<double>();
        for (var seed = 1; seed <= 20; seed++)
        {
            // Uniform between ±1/16, as PyTorch begins a layer of 256 inputs.
            var weights = (Draw.Uniform(seed, Width, Width) * 2 - 1) / 16;
            var matrix = weights.transpose(0, 1);
            var b = SpectralNorm.Iterate(matrix.unsqueeze(0), seed)[0];
            var rayleigh = b.transpose(0, 1).mm(matrix.mm(b)).item<double>() / b.square().sum().item<double>();
            var proxy = SpectralNorm.AsPublished(weights, seed)[0];
            Assert.Equal(Width * Math.Abs(rayleigh), proxy, 1e-9);
            Assert.True(Math.Abs(rayleigh) <= SpectralNorm.Of(weights)[0]);
            Assert.InRange(SpectralNorm.Of(weights)[0], 1.08, 1.20);
            published.Add(proxy);
        }

        // A mean of 20 draws of a number that varies by about its own half.
        Assert.InRange(published.Average(), 12, 40);
    }

    [Fact]
    public void Oblong_layers_have_no_published_number_and_vectors_their_length()
    {
        using var scope = NewDisposeScope();
        Assert.True(double.IsNaN(SpectralNorm.AsPublished(Draw.Normal(1, 4, 3), 1)[0]));
        Assert.Equal([5.0], SpectralNorm.AsPublished(tensor([3.0, 4.0]).unsqueeze(1), 1));
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var a = Draw.Normal(1, 2, 8, 8);
        Tensors.RequireNoTensorLeft(() => SpectralNorm.Of(a), times: 3);
        Tensors.RequireNoTensorLeft(() => SpectralNorm.AsPublished(a, 1), times: 3);
    }
}
