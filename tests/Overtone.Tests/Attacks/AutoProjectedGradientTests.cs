using Overtone.Attacks;
using Overtone.Models;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public sealed class AutoProjectedGradientTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Checkpoints_of_100_steps_are_the_published_ones() =>
        Assert.Equal([22, 41, 57, 70, 80, 87, 93, 99], CheckpointSchedule.Of(100));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(1000)]
    public void Checkpoints_rise_and_end_within_the_steps(int steps)
    {
        var checkpoints = CheckpointSchedule.Of(steps);
        Assert.Equal(checkpoints.Order().Distinct(), checkpoints);
        Assert.InRange(checkpoints[^1], 1, steps);
        int[] gaps = [.. checkpoints.Zip(checkpoints.Prepend(0), (later, earlier) => later - earlier)];
        Assert.Equal(gaps.OrderDescending(), gaps);
    }

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Steps_halve_at_checkpoints_only_and_go_on_from_the_best_point(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6);
        using var classifier = network.Classifier(batchSize: LinearImages.Count);
        var images = LinearImages.Right(classifier);
        var labels = tensor(images.Labels.ToArray());
        var checkpoints = CheckpointSchedule.Of(100);
        double[] lengths = [.. Enumerable.Repeat((double)2 * 0.1f, images.Count)], bests = [];
        int halvings = 0, kept = 0;
        var ascent = new CheckpointAscent(new NormBall(norm, 0.1), 100, stopsWhenBroken: false)
        {
            Watched = (step, state) =>
            {
                double[] now = state.Lengths.Numbers(), best = state.BestLosses.Numbers();
                Assert.All(best.Zip(bests), pair => Assert.True(pair.First >= pair.Second));
                for (var n = 0; n < now.Length; n++)
                {
                    if (now[n] == lengths[n])
                    {
                        kept++;
                        continue;
                    }

                    halvings++;
                    Assert.Contains(step, checkpoints);
                    Assert.Equal(lengths[n] / 2, now[n], 1e-9);
                    Tensors.RequireSame(state.BestPoints[n], state.Points[n]);
                    Tensors.RequireSame(state.BestGradient[n], state.Gradient[n]);
                }

                (lengths, bests) = (now, best);
            },
        };
        ascent.Run(classifier, new ImageLoss(AttackLoss.CrossEntropy, labels), images.Pixels, images.Pixels.clone(),
            new BestIterate(images.Pixels), CancellationToken.None);
        Assert.True(halvings > LinearImages.Count && kept > 0);
    }

    [Theory]
    [InlineData(AttackNorm.Linf, 0)]
    [InlineData(AttackNorm.L2, 0)]
    [InlineData(AttackNorm.Linf, 4)]
    [InlineData(AttackNorm.L2, 4)]
    public void On_a_linear_network_it_breaks_an_image_exactly_beyond_its_distance(AttackNorm norm, int targets)
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        double[] distances = LinearImages.Distances(network, images, norm);
        foreach (var (factor, breaks) in new[] { (1.02, true), (0.98, false) })
        {
            for (var n = 0; n < images.Count; n++)
            {
                var attack = new AutoProjectedGradient
                {
                    Ball = new NormBall(norm, factor * distances[n]),
                    Loss = targets == 0 ? AttackLoss.Margin : AttackLoss.LogitRatio,
                    Targets = targets,
                    Restarts = targets == 0 ? 4 : 1,
                    StopsWhenBroken = true,
                };
                using var outcome = attack.Run(classifier, images.Some([n]));
                Assert.Equal(breaks, outcome.IsBroken[0]);
            }
        }
    }

    [Theory]
    [InlineData(AttackNorm.Linf, 0.9, 0)]
    [InlineData(AttackNorm.L2, 0.8, 0)]
    [InlineData(AttackNorm.L2, 0.2, 3)]
    public void Attacked_images_stay_in_the_ball_and_in_range_and_depend_on_no_batch(AttackNorm norm, double epsilon, int targets)
    {
        const int Few = 4;
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6);
        var attack = new AutoProjectedGradient
        {
            Ball = new NormBall(norm, epsilon),
            // So few that no decision at a checkpoint hangs on rounding, which differs from batch to batch.
            Steps = Few,
            Restarts = 2,
            Seed = 9,
            Targets = targets,
            Loss = AttackLoss.LogitRatio,
        };
        using ModuleClassifier few = network.Classifier(batchSize: 2), many = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(many);
        using AttackOutcome outcome = attack.Run(few, images), again = attack.Run(many, images);
        Assert.All(outcome.Norms, n => Assert.InRange(n, 0, epsilon + 1e-6));
        Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
        Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
        Assert.All(outcome.BackwardPasses, passes => Assert.Equal(2 * Math.Max(targets, 1) * (Few + 1), passes));
        Assert.All(outcome.ForwardPasses, passes => Assert.Equal(2 * Math.Max(targets, 1) * (Few + 1) + Math.Sign(targets), passes));
    }

    [Fact]
    public void What_stops_when_broken_breaks_the_same_images_with_fewer_passes()
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6, scale: 0.5);
        using var classifier = network.Classifier();
        var images = LinearImages.Right(classifier);
        var middle = LinearImages.Distances(network, images, AttackNorm.L2).Order().ElementAt(images.Count / 2);
        var attack = new AutoProjectedGradient { Ball = new NormBall(AttackNorm.L2, middle), Steps = 30 };
        using AttackOutcome whole = attack.Run(classifier, images),
            stopped = (attack with { StopsWhenBroken = true }).Run(classifier, images);
        Assert.Equal(whole.IsBroken, stopped.IsBroken);
        Assert.Contains(true, whole.IsBroken);
        Assert.Contains(false, whole.IsBroken);
        for (var n = 0; n < images.Count; n++)
            Assert.True(whole.IsBroken[n] ? stopped.BackwardPasses[n] < 31 : stopped.BackwardPasses[n] == 31);
    }

    [Fact]
    public void Starts_lie_on_the_surface_of_the_ball()
    {
        foreach (var norm in Enum.GetValues<AttackNorm>())
        {
            var ball = new NormBall(norm, 0.3);
            using var generator = new Generator(4);
            var draws = stack([.. Enumerable.Range(0, 50).Select(_ => ball.DrawOnSurface(generator, [3, 4, 5]))]);
            Assert.All(ball.NormsOf(draws).data<double>().ToArray(), n => Assert.Equal(0.3, n, 1e-6));
            Assert.InRange(draws.mean().item<float>(), -0.02, 0.02);
        }
    }
}
