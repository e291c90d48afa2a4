using System.Numerics;
using Overtone.Theory.PiecewiseLinear;

namespace Overtone.Tests.Theory.PiecewiseLinear;

public class QuadratureTransformTests
{
    /// <summary>A tent on [−1, 1] has the transform (2 sin(k/2) / k)².</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(7)]
    [InlineData(40)]
    public void A_tent_has_its_known_transform(double k)
    {
        var tent = new PiecewiseLinearFunction([-1, 0, 1], [0, 1, 0]);
        Assert.Equal(Math.Pow(2 * Math.Sin(k / 2) / k, 2), QuadratureTransform.Of(tent, k).Real, 1e-13);
        Assert.Equal(0, QuadratureTransform.Of(tent, k).Imaginary, 1e-13);
    }

    [Fact]
    public void The_size_counts_what_lies_below_zero_as_well() =>
        Assert.Equal(1.5, QuadratureTransform.Size(new PiecewiseLinearFunction([-1, 0, 1, 2], [0, 1, 0, -1])), 1e-13);

    /// <summary>A network that gives x₁ itself, whose integrals over the square are products.</summary>
    [Fact]
    public void On_the_square_a_plane_has_its_known_transform()
    {
        // ReLU(x) − ReLU(−x) = x.
        using var module = SampleNetworks.Module(1, 0, 2, 2, 1);
        using (TorchSharp.torch.no_grad())
        {
            TorchSharp.torch.Tensor[] parameters = [.. module.parameters()];
            parameters[0].copy_(TorchSharp.torch.tensor(new float[,] { { 1, 0 }, { -1, 0 } }));
            parameters[2].copy_(TorchSharp.torch.tensor(new float[,] { { 1, -1 } }));
            parameters[1].zero_();
            parameters[3].zero_();
        }

        const double X = 2, Y = 3;
        Complex expected = new Complex(0, -2) * ((Math.Sin(X) / (X * X)) - (Math.Cos(X) / X)) * (2 * Math.Sin(Y) / Y);
        var found = QuadratureTransform.Of(PiecewiseLinearNetwork.Of(module), X, Y);
        Assert.InRange((found - expected).Magnitude, 0, 1e-12);
    }
}
