using Overtone.Attacks;
using Overtone.Models;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

/// <summary>Attacks that look for the nearest misclassified image, on linear networks, where its distance is known.</summary>
public sealed class MinimumNormTests : IDisposable
{
    // The whole box: nothing that is found is too far.
    private const double Everything = 100;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<AttackNorm> Norms => [AttackNorm.Linf, AttackNorm.L2];

    [Theory]
    [MemberData(nameof(Norms))]
    public void Fab_finds_the_distance_to_the_nearest_class(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        using var outcome = new FastAdaptiveBoundary { Ball = new NormBall(norm, Everything), Steps = 30 }.Run(classifier, images);
        Assert.DoesNotContain(false, outcome.IsBroken);
        Assert.All(LinearImages.Distances(network, images, norm).Zip(outcome.Norms), pair =>
            Assert.InRange(pair.Second / pair.First, 1 - 1e-6, 1.02));

        // Four other classes, of thirty steps each; the first forward pass ranks the classes.
        Assert.All(outcome.BackwardPasses, passes => Assert.Equal(4 * 30, passes));
        Assert.All(outcome.ForwardPasses, passes => Assert.Equal((4 * 60) + 1, passes));
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void Fab_in_a_ball_breaks_what_is_nearer_and_depends_on_no_batch(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        using var other = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        double[] distances = LinearImages.Distances(network, images, norm);
        var ball = new NormBall(norm, distances.Order().ElementAt(6) * 1.03);
        var attack = new FastAdaptiveBoundary { Ball = ball, Steps = 30, Restarts = 2, StopsWhenBroken = true };
        using AttackOutcome outcome = attack.Run(classifier, images), again = attack.Run(other, images);
        Assert.Equal(outcome.IsBroken, again.IsBroken);
        Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
        for (var n = 0; n < images.Count; n++)
        {
            if (Math.Abs(distances[n] / ball.Epsilon - 1) > 0.025)
                Assert.Equal(distances[n] < ball.Epsilon, outcome.IsBroken[n]);
        }

        Assert.Contains(true, outcome.IsBroken);
        Assert.Contains(false, outcome.IsBroken);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void DeepFool_takes_one_step_of_the_distance_and_its_overshoot(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using ModuleClassifier classifier = network.Classifier(batchSize: 5), other = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        var attack = new DeepFool { Ball = new NormBall(norm, Everything) };
        using AttackOutcome outcome = attack.Run(classifier, images), again = attack.Run(other, images);
        Assert.DoesNotContain(false, outcome.IsBroken);
        Assert.All(LinearImages.Distances(network, images, norm).Zip(outcome.Norms), pair =>
            Assert.Equal(1.02 * (pair.First + 1e-4), pair.Second, 1e-4 * pair.First));
        Tensors.RequireNear(outcome.Images, again.Images, 1e-5);

        // One gradient for each of four rivals; one pass to rank them and one to look at the result.
        Assert.All(outcome.BackwardPasses, passes => Assert.Equal(4, passes));
        Assert.All(outcome.ForwardPasses, passes => Assert.Equal(6, passes));
    }

    [Fact]
    public void Carlini_and_Wagner_come_within_a_hundredth_of_the_distance_whatever_the_batch()
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using ModuleClassifier classifier = network.Classifier(batchSize: 3), other = network.Classifier(batchSize: 4);
        var images = LinearImages.Right(classifier).Some([0, 1, 2, 3]);
        var attack = new CarliniWagner { Ball = new NormBall(AttackNorm.L2, Everything), LearningRate = 5e-3 };
        using AttackOutcome outcome = attack.Run(classifier, images), again = attack.Run(other, images);
        Assert.All(LinearImages.Distances(network, images, AttackNorm.L2).Zip(outcome.Norms), pair =>
            Assert.InRange(pair.Second / pair.First, 1 - 1e-6, 1.01));
        Assert.DoesNotContain(false, outcome.IsBroken);
        Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
        Assert.Equal(outcome.BackwardPasses, again.BackwardPasses);
        Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
    }

    [Fact]
    public void An_early_end_of_one_image_changes_no_other()
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using ModuleClassifier one = network.Classifier(batchSize: 1), all = network.Classifier(batchSize: 6);
        var images = LinearImages.Right(all).Some([0, 1, 2, 3, 4, 5]);
        var attack = new CarliniWagner { Ball = new NormBall(AttackNorm.L2, Everything), Steps = 150 };
        using AttackOutcome outcome = attack.Run(one, images), again = attack.Run(all, images);
        Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
        Assert.Equal(outcome.BackwardPasses, again.BackwardPasses);
        Assert.True(outcome.BackwardPasses.Distinct().Count() > 1 && outcome.BackwardPasses.Max() < 9 * 150);
    }

    [Fact]
    public void Carlini_and_Wagner_reach_the_confidence_they_are_asked_for()
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 3);
        var images = LinearImages.Right(classifier).Some([0, 1, 2]);
        var attack = new CarliniWagner { Ball = new NormBall(AttackNorm.L2, Everything), Confidence = 0.5, Steps = 300 };
        using var outcome = attack.Run(classifier, images);
        Assert.All(outcome.Margins, margin => Assert.InRange(margin, 0.5 - 1e-4, 0.6));
        Assert.Throws<ArgumentException>(() => (attack with { Ball = new NormBall(AttackNorm.Linf, 1) }).Run(classifier, images));
    }

    [Fact]
    public void Constants_grow_tenfold_until_one_succeeds_and_are_bisected_then()
    {
        var search = new ConstantSearch(2, 1, searches: 10);
        double[] threshold = [30, 1e30], last = [];
        List<double> tried = [];
        for (var n = 0; n < 10; n++)
        {
            last = [.. search.Next(n).Select(c => (double)c)];
            tried.Add(last[0]);
            search.Judge([.. last.Zip(threshold, (c, t) => c >= t)]);
        }

        // 100 succeeds; then between 10 and 100 by halves. The last try is the smallest that is known to succeed.
        Assert.Equal([1, 10, 100, 55, 32.5, 21.25, 26.875, 29.6875, 31.09375, 31.09375], tried);
        Assert.Equal(1e10, last[1]);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void The_smallest_fast_gradient_is_the_first_length_beyond_the_distance(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 2, seed: 4, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        double[] distances = LinearImages.Distances(network, images, norm);
        var most = distances.Max() * 1.1;
        using var outcome = new SmallestFastGradient { Ball = new NormBall(norm, most), Lengths = 200 }.Run(classifier, images);
        Assert.DoesNotContain(false, outcome.IsBroken);
        for (var n = 0; n < images.Count; n++)
        {
            var length = Math.Ceiling(distances[n] / most * 200);
            Assert.InRange(outcome.Norms[n] / (most / 200), length - 1e-2, length + 1 + 1e-2);
            Assert.Equal((1, (int)Math.Round(outcome.Norms[n] / (most / 200)) + 1), (outcome.BackwardPasses[n], outcome.ForwardPasses[n]));
        }
    }

    [Fact]
    public void The_smallest_projected_gradient_is_little_more_than_the_distance()
    {
        using var network = new LinearClassifier(LinearImages.Size, 2, seed: 4, scale: 0.5);
        using ModuleClassifier classifier = network.Classifier(batchSize: 5), other = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        double[] distances = LinearImages.Distances(network, images, AttackNorm.Linf);
        var most = distances.Order().ElementAt(images.Count / 2) * 1.3;
        var attack = new SmallestProjectedGradient { Ball = new NormBall(AttackNorm.Linf, most) };
        using AttackOutcome outcome = attack.Run(classifier, images), again = attack.Run(other, images);
        // 40 steps of ε/30 don't cross the whole ball: of pixels that start at random, a sixth end short of ε, by a third in the mean.
        for (var n = 0; n < images.Count; n++)
        {
            Assert.True(outcome.IsBroken[n] || distances[n] * 1.3 > most);
            Assert.False(outcome.IsBroken[n] && distances[n] > most);
            if (outcome.IsBroken[n])
                Assert.InRange(outcome.Norms[n], distances[n] * (1 - 1e-3), distances[n] * 1.3);
        }

        Assert.Contains(true, outcome.IsBroken);
        Assert.Contains(false, outcome.IsBroken);
        Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
        Assert.Contains("ℓ∞", Assert.Throws<ArgumentException>(() =>
            (attack with { Ball = new NormBall(AttackNorm.L2, 1) }).Run(classifier, images)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void Random_noise_is_the_weakest(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6, scale: 0.5);
        using ModuleClassifier classifier = network.Classifier(batchSize: 5), other = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        var ball = new NormBall(norm, LinearImages.Distances(network, images, norm).Max() * 1.05);
        var noise = new RandomNoise { Ball = ball, Draws = 30, Seed = 2 };
        using AttackOutcome outcome = noise.Run(classifier, images), again = noise.Run(other, images),
            descent = new ProjectedGradient { Ball = ball, Loss = AttackLoss.Margin, Steps = 40 }.Run(classifier, images);
        Tensors.RequireSame(outcome.Images, again.Images);
        Assert.All(outcome.Norms, n => Assert.InRange(n, 0, ball.Epsilon + 1e-6));
        Assert.True(outcome.RobustAccuracy > descent.RobustAccuracy);
        for (var n = 0; n < images.Count; n++)
            Assert.True(outcome.IsBroken[n] ? outcome.ForwardPasses[n] <= 30 : outcome.ForwardPasses[n] == 30);
    }
}
