using Overtone.Attacks;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public class NormBallTests
{
    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Projection_is_feasible_idempotent_and_leaves_the_inside_alone(AttackNorm norm)
    {
        using var scope = NewDisposeScope();
        var ball = new NormBall(norm, 0.7);
        var perturbations = Draw.Normal(1, 20, 2, 3, 3).to(ScalarType.Float32) * linspace(0.01, 1, 20).reshape(-1, 1, 1, 1);
        Tensor projected = ball.Project(perturbations), inside = ball.NormsOf(perturbations) <= 0.7;
        Assert.All(ball.NormsOf(projected).data<double>().ToArray(), n => Assert.InRange(n, 0, 0.7 + 1e-6));
        Tensors.RequireNear(projected, ball.Project(projected), 1e-6);
        Tensors.RequireSame(perturbations[inside], projected[inside]);
        Assert.InRange(inside.sum().item<long>(), 1, 19);
    }

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Projection_never_moves_points_apart(AttackNorm norm)
    {
        using var scope = NewDisposeScope();
        var ball = new NormBall(norm, 1);
        Tensor a = Draw.Normal(2, 50, 1, 2, 2).to(ScalarType.Float32), b = Draw.Normal(3, 50, 1, 2, 2).to(ScalarType.Float32);
        Tensor before = (a - b).flatten(1).norm(1), after = (ball.Project(a) - ball.Project(b)).flatten(1).norm(1);
        Assert.All(before.Numbers().Zip(after.Numbers()), pair => Assert.True(pair.Second <= pair.First + 1e-5));
    }

    [Fact]
    public void Draws_fill_the_l2_ball_evenly()
    {
        // In a ball of n dimensions the mean squared radius is n / (n + 2), and the share within r is r^n.
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var ball = new NormBall(AttackNorm.L2, 2);
        const int Dimensions = 4, Draws = 4000;
        var points = stack([.. Enumerable.Range(0, Draws).Select(_ => ball.Draw(generator, [1, 2, 2]))]);
        var radii = (ball.NormsOf(points) / 2).data<double>().ToArray();
        Assert.All(radii, r => Assert.InRange(r, 0, 1 + 1e-6));
        Assert.Equal(Dimensions / (Dimensions + 2.0), radii.Average(r => r * r), 0.015);
        Assert.Equal(Math.Pow(0.7, Dimensions), radii.Count(r => r <= 0.7) / (double)Draws, 0.03);
    }

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void The_steepest_step_has_norm_one_and_none_where_the_gradient_vanishes(AttackNorm norm)
    {
        using var scope = NewDisposeScope();
        var gradients = Draw.Normal(4, 3, 1, 2, 2).to(ScalarType.Float32);
        gradients[2].zero_();
        var norms = new NormBall(norm, 0.5).NormsOf(new NormBall(norm, 0.5).SteepestStep(gradients)).data<double>().ToArray();
        Assert.Equal([1, 1, 0], norms.Select(n => Math.Round(n, 6)));
    }
}
