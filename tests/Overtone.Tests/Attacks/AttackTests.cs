using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

/// <summary>Attacks on linear networks, whose distance to the nearest other class is known in closed form.</summary>
public sealed class AttackTests : IDisposable
{
    private const int Images = 12;
    private static readonly InputSize Size = new(3, 4, 5);
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void On_a_linear_network_descent_breaks_an_image_exactly_beyond_its_distance(AttackNorm norm)
    {
        using var network = new LinearClassifier(Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = RightImages(network, classifier);
        double[] distances = [.. Enumerable.Range(0, images.Count).Select(n => Distance(network, images, n, norm))];
        foreach (var (factor, breaks) in new[] { (1.02, true), (0.98, false) })
        {
            for (var n = 0; n < images.Count; n++)
            {
                var attack = new ProjectedGradient { Ball = new NormBall(norm, factor * distances[n]), Loss = AttackLoss.Margin, Steps = 60, IsRandomStart = false };
                using var outcome = attack.Run(classifier, new LabelledImages(images.Pixels.narrow(0, n, 1), images.Labels.Slice(n, 1)));
                Assert.Equal(breaks, outcome.IsBroken[0]);
            }
        }
    }

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void With_two_classes_one_step_does_the_same_for_either_loss(AttackNorm norm)
    {
        using var network = new LinearClassifier(Size, 2, seed: 4, scale: 0.5);
        using var classifier = network.Classifier();
        var images = RightImages(network, classifier);
        for (var n = 0; n < images.Count; n++)
        {
            var distance = Distance(network, images, n, norm);
            var image = new LabelledImages(images.Pixels.narrow(0, n, 1), images.Labels.Slice(n, 1));
            foreach (var loss in Enum.GetValues<AttackLoss>())
            {
                using AttackOutcome beyond = new FastGradient { Ball = new NormBall(norm, 1.01 * distance), Loss = loss }.Run(classifier, image), within = new FastGradient { Ball = new NormBall(norm, 0.99 * distance), Loss = loss }.Run(classifier, image);
                Assert.True(beyond.IsBroken[0] && !within.IsBroken[0]);
            }
        }
    }

    [Theory]
    [InlineData(AttackNorm.Linf, 0.9)]
    [InlineData(AttackNorm.L2, 3)]
    public void Attacked_images_stay_in_the_ball_and_in_range_and_depend_on_no_batch(AttackNorm norm, double epsilon)
    {
        using var network = new LinearClassifier(Size, 4, seed: 6);
        var images = Sample();
        var attack = new ProjectedGradient { Ball = new NormBall(norm, epsilon), Steps = 5, Restarts = 2, Seed = 9 };
        using ModuleClassifier few = network.Classifier(batchSize: 2), many = network.Classifier(batchSize: 12);
        using AttackOutcome outcome = attack.Run(few, images), again = attack.Run(many, images);
        Assert.All(outcome.Norms, n => Assert.InRange(n, 0, epsilon + 1e-6));
        Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
        Tensors.RequireNear(outcome.Images, again.Images, 1e-5);
    }

    [Theory]
    [InlineData("rounding")]
    [InlineData("not a number")]
    public void An_attack_that_got_no_gradient_says_so_for_each_image_and_returns_images(string fault)
    {
        using var network = new LinearClassifier(Size, 4, seed: 6);
        using var faulty = nn.Sequential(new Faulty(fault), network);
        using var classifier = new ModuleClassifier(faulty, Size, options: new ClassifierOptions { BatchSize = 5 });
        using var sound = network.Classifier(batchSize: 5);
        var descent = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 0.2), Steps = 2 };
        var step = new FastGradient { Ball = new NormBall(AttackNorm.Linf, 0.1) };
        foreach (var attack in new Attack[] { descent, step })
        {
            using AttackOutcome outcome = attack.Run(classifier, Sample()), usual = attack.Run(sound, Sample());
            Assert.Equal(Enumerable.Repeat(false, Images), outcome.HasGradient);
            Assert.Equal(Enumerable.Repeat(true, Images), usual.HasGradient);
            Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
        }
    }

    [Fact]
    public void More_starts_never_lose_ground()
    {
        using var network = new LinearClassifier(Size, 4, seed: 6);
        using var classifier = network.Classifier();
        var one = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 0.2), Steps = 1, Seed = 2 };
        using AttackOutcome single = one.Run(classifier, Sample()), several = (one with { Restarts = 4 }).Run(classifier, Sample());
        Assert.All(single.Margins.Zip(several.Margins), pair => Assert.True(pair.Second >= pair.First - 1e-6));
        Assert.True(several.Margins.Sum() > single.Margins.Sum());
    }

    [Fact]
    public void The_best_point_visited_is_kept_not_the_last()
    {
        // A step far longer than the ball throws points from side to side; what is kept is at least as good as each of them.
        using var network = new LinearClassifier(Size, 4, seed: 6);
        using var classifier = network.Classifier();
        var attack = new ProjectedGradient { Ball = new NormBall(AttackNorm.Linf, 0.05), StepSize = 0.01, IsRandomStart = false, Steps = 1 };
        var margins = Enumerable.Range(1, 12).Select(steps =>
        {
            using var outcome = (attack with { Steps = steps }).Run(classifier, Sample());
            return outcome.Margins.Sum();
        }).ToArray();
        Assert.Equal(margins.Order(), margins);
    }

    [Fact]
    public void Where_the_gradient_vanishes_descent_returns_its_start()
    {
        using var network = new LinearClassifier(Size, 3, seed: 1, scale: 0);
        using var classifier = network.Classifier();
        using var outcome = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 1), IsRandomStart = false, Steps = 3 }.Run(classifier, Sample());
        Tensors.RequireSame(Sample().Pixels, outcome.Images);
    }

    [Fact]
    public void A_saturated_cross_entropy_stands_still_where_the_margin_does_not()
    {
        using var network = new LinearClassifier(Size, 2, seed: 4, scale: 2000);
        using var classifier = network.Classifier();
        var images = RightImages(network, classifier);
        var ball = new NormBall(AttackNorm.L2, 8);
        using AttackOutcome entropy = new FastGradient { Ball = ball }.Run(classifier, images), margin = new FastGradient { Ball = ball, Loss = AttackLoss.Margin }.Run(classifier, images);
        Assert.True(entropy.RobustAccuracy > 0.5 && margin.RobustAccuracy == 0);
    }

    [Fact]
    public void Changed_images_beyond_the_ball_are_no_success()
    {
        using var network = new LinearClassifier(Size, 2, seed: 4, scale: 0.5);
        using var classifier = network.Classifier();
        var images = RightImages(network, classifier);
        using var outcome = new FastGradient { Ball = new NormBall(AttackNorm.L2, 3), Loss = AttackLoss.Margin }.Run(classifier, images);
        var narrow = new FastGradient { Ball = new NormBall(AttackNorm.L2, 1e-3) }.Judge(classifier, images, outcome.Images);
        Assert.Contains(true, outcome.IsBroken);
        Assert.DoesNotContain(true, narrow.IsBroken);
        Assert.Equal(outcome.Norms, narrow.Norms);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        using var network = new LinearClassifier(Size, 2, seed: 4);
        using var classifier = network.Classifier();
        Assert.Contains("ε", Assert.Throws<ArgumentException>(() => new FastGradient { Ball = new NormBall(AttackNorm.L2, -1) }.Run(classifier, Sample())).Message);
        Assert.Contains("7", Assert.Throws<ArgumentException>(() => new FastGradient { Ball = new NormBall(AttackNorm.L2, 1) }.Run(classifier, Sample() with { Labels = Enumerable.Repeat(7L, Images).ToArray() })).Message);
    }

    private static LabelledImages Sample() => new((Draw.Normal(8, Images, Size.Channels, Size.Height, Size.Width) * 0.05 + 0.5).to(ScalarType.Float32), new long[Images]);

    // Each labelled as it is classified.
    private static LabelledImages RightImages(LinearClassifier network, IClassifier classifier)
    {
        var sample = Sample();
        return sample with { Labels = ClassifierAnswers.Of(classifier.Logits(sample.Pixels), sample.Labels.Span).Predictions.Select(p => (long)p).ToArray() };
    }

    // The nearest of the planes on which another class takes over; far from the edges of [0, 1].
    private static double Distance(LinearClassifier network, LabelledImages images, int image, AttackNorm norm)
    {
        var pixels = images.Pixels[image].Numbers().ToArray();
        int classes = network.Weights.Count / pixels.Length, label = (int)images.Labels.Span[image];
        return Enumerable.Range(0, classes).Where(k => k != label).Min(k =>
        {
            double[] difference = [.. pixels.Select((_, p) => network.Weights[(p * classes) + label] - network.Weights[(p * classes) + k])];
            var gap = pixels.Zip(difference, (pixel, weight) => pixel * weight).Sum();
            return gap / (norm == AttackNorm.Linf ? difference.Sum(Math.Abs) : Math.Sqrt(difference.Sum(d => d * d)));
        });
    }

    private sealed class Faulty(string fault) : nn.Module<Tensor, Tensor>(nameof(Faulty))
    {
        // The derivative of the root at zero is infinite, and cancels itself.
        public override Tensor forward(Tensor input) => fault == "rounding" ? (input * 4).round() / 4 : input + (input - input).sqrt();
    }
}
