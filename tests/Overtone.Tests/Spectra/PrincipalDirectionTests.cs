using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class PrincipalDirectionTests
{
    [Theory]
    [InlineData(500, 20)]
    [InlineData(5000, 3)]
    [InlineData(12, 60)]
    [InlineData(3, 40)]
    [InlineData(200, 1)]
    public void It_is_the_first_eigenvector_of_the_covariance(int samples, int dimensions)
    {
        using var scope = NewDisposeScope();
        // Random directions with random scales: no two eigenvalues coincide.
        var inputs = Draw.Normal(1, samples, dimensions).mm(Draw.Normal(2, dimensions, dimensions)) + 7;
        var centred = inputs - inputs.mean([0]);
        var (_, vectors) = linalg.eigh(centred.t().mm(centred));
        var expected = vectors.select(1, -1);
        var found = PrincipalDirection.Of(inputs);

        Assert.Equal(1, Math.Abs((expected * found).sum().item<double>()), 1e-9);
        Assert.Equal(1, found.norm().item<double>(), 1e-12);
    }

    [Fact]
    public void Its_largest_component_is_positive() =>
        Gen.Int[2, 30].Select(Gen.Int[1, 12]).Sample((samples, dimensions) =>
        {
            using var scope = NewDisposeScope();
            var direction = PrincipalDirection.Of(Draw.Normal((samples * 100) + dimensions, samples, dimensions)).Numbers();
            return direction.MaxBy(Math.Abs) > 0;
        }, iter: 60, threads: 1);

    [Theory]
    [InlineData(13)]
    [InlineData(37)]
    [InlineData(400)]
    public void Inputs_that_are_read_anew_for_each_iteration_have_the_direction_of_those_that_are_held(int rows)
    {
        using var scope = NewDisposeScope();
        var inputs = (Draw.Normal(1, 300, 40).mm(Draw.Normal(2, 40, 40)) + 5).to_type(ScalarType.Float32);
        var passes = 0;
        var (direction, variance) = PrincipalDirection.Of(
            take =>
            {
                passes++;
                for (var start = 0; start < 300; start += rows)
                {
                    take(inputs.narrow(0, start, Math.Min(rows, 300 - start)));
                }
            },
            40);
        Tensors.RequireNear(PrincipalDirection.Of(inputs), direction, 1e-8);
        Assert.Equal(inputs.to_type(ScalarType.Float64).var([0], unbiased: false).sum().item<double>(), variance, 1e-8);
        Assert.InRange(passes, 4, 300);
        Assert.Throws<ArgumentException>(() => PrincipalDirection.Of(take => take(inputs[..1]), 40));
        Assert.Throws<ArgumentException>(() => PrincipalDirection.Of(take => take(ones(5, 40)), 40));
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(4097, 4)]
    public void Streamed_inputs_have_it_after_one_pass_unless_they_are_long(int dimensions, int fewestPasses)
    {
        using var scope = NewDisposeScope();
        var inputs = (Draw.Normal(1, 60, dimensions) * 0.1) + outer(Draw.Normal(2, 60), Draw.Normal(3, dimensions));
        var passes = 0;
        var (direction, variance) = PrincipalDirection.Streamed(
            take =>
            {
                passes++;
                take(inputs[..25]);
                take(inputs[25..]);
            },
            dimensions);
        Tensors.RequireNear(PrincipalDirection.Of(inputs), direction, 1e-8);
        Assert.Equal(1, inputs.var([0], unbiased: false).sum().item<double>() / variance, 1e-9);
        Assert.Equal(fewestPasses == 1, passes == 1);
        Assert.InRange(passes, fewestPasses, 300);
        Assert.Throws<ArgumentException>(() => PrincipalDirection.Streamed(take => take(inputs[..1]), dimensions));
        Assert.Throws<ArgumentException>(() => PrincipalDirection.Streamed(take => take(ones(5, dimensions)), dimensions));
    }

    [Fact]
    public void Points_on_a_line_give_the_line()
    {
        using var scope = NewDisposeScope();
        var line = tensor([0.6, 0, -0.8]);
        var found = PrincipalDirection.Of(outer(Draw.Normal(3, 50), line) + 2);
        Tensors.RequireNear(-line, found, 1e-10);
    }

    [Fact]
    public void Single_precision_inputs_give_the_direction_in_double_precision()
    {
        using var scope = NewDisposeScope();
        var inputs = Draw.Uniform(4, 300, 10).to_type(ScalarType.Float32);
        Tensor single = PrincipalDirection.Of(inputs), twice = PrincipalDirection.Of(inputs.to_type(ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, single.dtype);
        Tensors.RequireNear(twice, single, 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-1234.567)]
    public void Inputs_that_do_not_vary_are_refused(double value)
    {
        using var inputs = full(1003, 7, value, dtype: float64);
        var fault = Assert.Throws<ArgumentException>(() => PrincipalDirection.Of(inputs));
        Assert.Contains("do not vary", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => PrincipalDirection.Of(zeros(5)));
        Assert.Throws<ArgumentException>(() => PrincipalDirection.Of(zeros(1, 5)));
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using var inputs = Draw.Normal(5, 40, 6);
        Tensors.RequireNoTensorLeft(() => PrincipalDirection.Of(inputs).Dispose(), times: 3);
    }
}
