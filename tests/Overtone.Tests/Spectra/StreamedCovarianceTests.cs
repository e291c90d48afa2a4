using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class StreamedCovarianceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1000)]
    public void The_direction_is_that_of_the_inputs_as_a_whole_in_whatever_blocks_they_come(int rows)
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, 300, 7) * tensor(new double[] { 1, 4, 0.5, 2, 1, 3, 0.1 }) + 50;
        using var covariance = new StreamedCovariance(7);
        for (var start = 0; start < 300; start += rows)
        {
            covariance.Add(inputs.narrow(0, start, Math.Min(rows, 300 - start)));
        }

        var (direction, variance) = covariance.Principal();
        Tensors.RequireNear(PrincipalDirection.Of(inputs), direction, 1e-8);
        Assert.Equal(inputs.var([0], unbiased: false).sum().item<double>(), variance, 1e-9);
    }

    [Fact]
    public void Large_offsets_do_not_cancel()
    {
        using var scope = NewDisposeScope();
        Tensor inputs = Draw.Normal(1, 200, 2) * tensor(new double[] { 1, 3 });
        using StreamedCovariance near = new(2), far = new(2);
        near.Add(inputs);
        far.Add(inputs + 1e7);
        Assert.Equal(near.Principal().Variance, far.Principal().Variance, 1e-6);
    }

    [Fact]
    public void Inputs_that_do_not_vary_have_no_direction()
    {
        using var scope = NewDisposeScope();
        using var covariance = new StreamedCovariance(3);
        Assert.Throws<InvalidOperationException>(() => covariance.Principal());
        covariance.Add(full([5, 3], 0.3));
        Assert.Throws<InvalidOperationException>(() => covariance.Principal());
    }

    [Fact]
    public void No_tensor_is_left_behind() => Tensors.RequireNoTensorLeft(() =>
    {
        using var scope = NewDisposeScope();
        using var covariance = new StreamedCovariance(3);
        covariance.Add(Draw.Normal(1, 9, 3));
        covariance.Principal();
    }, times: 3);
}
