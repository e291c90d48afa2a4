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
    private static readonly InputSize Size = LinearImages.Size;
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void On_a_linear_network_descent_breaks_an_image_exactly_beyond_its_distance(AttackNorm norm)
    {
        using var network = new LinearClassifier(Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        double[] distances = [.. Enumerable.Range(0, images.Count).Select(n => LinearImages.Distance(network, images, n, norm))];
        foreach (var (factor, breaks) in new[] { (1.02, true), (0.98, false) })
        {
            for (var n = 0; n < images.Count; n++)
            {
                var attack = new ProjectedGradient
                {
                    Ball = new NormBall(norm, factor * distances[n]),
                    Loss = AttackLoss.Margin,
                    Steps = 60,
                    IsRandomStart = false,
                };
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
        var images = LinearImages.Right(classifier);
        for (var n = 0; n < images.Count; n++)
        {
            var distance = LinearImages.Distance(network, images, n, norm);
            var image = new LabelledImages(images.Pixels.narrow(0, n, 1), images.Labels.Slice(n, 1));
            foreach (var loss in Enum.GetValues<AttackLoss>())
            {
                var attack = new FastGradient { Ball = new NormBall(norm, 1.01 * distance), Loss = loss };
                using AttackOutcome beyond = attack.Run(classifier, image),
                    within = (attack with { Ball = new NormBall(norm, 0.99 * distance) }).Run(classifier, image);
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
        var images = LinearImages.Sample();
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
            using AttackOutcome outcome = attack.Run(classifier, LinearImages.Right(classifier)),
                usual = attack.Run(sound, LinearImages.Right(sound));
            Assert.Equal(Enumerable.Repeat(false, LinearImages.Count), outcome.HasGradient);
            Assert.Equal(Enumerable.Repeat(true, LinearImages.Count), usual.HasGradient);
            Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
        }
    }

    [Fact]
    public void More_starts_never_lose_ground()
    {
        using var network = new LinearClassifier(Size, 4, seed: 6);
        using var classifier = network.Classifier();
        var one = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 0.2), Steps = 1, Seed = 2 };
        var images = LinearImages.Right(classifier);
        using AttackOutcome single = one.Run(classifier, images), several = (one with { Restarts = 4 }).Run(classifier, images);
        Assert.All(single.Margins.Zip(several.Margins), pair => Assert.True(pair.Second >= pair.First - 1e-6));
        Assert.True(several.Margins.Sum() > single.Margins.Sum());
    }

    [Fact]
    public void Images_that_are_wrong_to_begin_with_are_passed_over()
    {
        using var network = new LinearClassifier(Size, 4, seed: 6);
        using var classifier = network.Classifier(batchSize: 3);
        LabelledImages right = LinearImages.Right(classifier),
            images = right with { Labels = right.Labels.ToArray().Select((label, n) => n % 3 == 1 ? (label + 1) % 4 : label).ToArray() };
        var attack = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 3), Steps = 5, Seed = 9 };
        using var outcome = attack.Run(classifier, images);
        Assert.Contains(true, outcome.WasWrong);
        Assert.Contains(false, outcome.WasWrong);
        for (var n = 0; n < images.Count; n++)
        {
            // The same image among others has the same start, and so ends where it would alone.
            using var alone = attack.Run(classifier, new LabelledImages(images.Pixels.narrow(0, n, 1), images.Labels.Slice(n, 1), n));
            Tensors.RequireNear(alone.Images, outcome.Images.narrow(0, n, 1), 1e-5);
            if (outcome.WasWrong[n])
                Tensors.RequireSame(images.Pixels.narrow(0, n, 1), outcome.Images.narrow(0, n, 1));
            Assert.Equal(outcome.WasWrong[n], !outcome.HasGradient[n]);
            Assert.True(outcome.IsBroken[n] || !outcome.WasWrong[n]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_stops_when_broken_breaks_the_same_images_with_fewer_gradients(int restarts)
    {
        using var network = new LinearClassifier(Size, 4, seed: 6, scale: 0.5);
        using var classifier = network.Classifier();
        using CountingClassifier full = new(classifier), stopping = new(classifier);
        var images = LinearImages.Right(classifier);
        double[] distances = [.. Enumerable.Range(0, images.Count).Select(n => LinearImages.Distance(network, images, n, AttackNorm.L2))];
        var attack = new ProjectedGradient
        {
            Ball = new NormBall(AttackNorm.L2, distances.Order().ElementAt(distances.Length / 2)),
            Steps = 10,
            Restarts = restarts,
        };
        using AttackOutcome whole = attack.Run(full, images), stopped = (attack with { StopsWhenBroken = true }).Run(stopping, images);
        Assert.Equal(whole.IsBroken, stopped.IsBroken);
        Assert.Contains(true, whole.IsBroken);
        Assert.Contains(false, whole.IsBroken);
        Assert.True(stopping.Gradients < full.Gradients);
    }

    [Fact]
    public void The_best_point_visited_is_kept_not_the_last()
    {
        // A step far longer than the ball throws points from side to side; what is kept is at least as good as each of them.
        using var network = new LinearClassifier(Size, 4, seed: 6);
        using var classifier = network.Classifier();
        var attack = new ProjectedGradient
        {
            Ball = new NormBall(AttackNorm.Linf, 0.05),
            StepSize = 0.01,
            IsRandomStart = false,
            Steps = 1,
        };
        var margins = Enumerable.Range(1, 12).Select(steps =>
        {
            using var outcome = (attack with { Steps = steps }).Run(classifier, LinearImages.Right(classifier));
            return outcome.Margins.Sum();
        }).ToArray();
        Assert.Equal(margins.Order(), margins);
    }

    [Fact]
    public void Where_the_gradient_vanishes_descent_returns_its_start()
    {
        using var network = new LinearClassifier(Size, 3, seed: 1, scale: 0);
        using var classifier = network.Classifier();
        using var outcome = new ProjectedGradient { Ball = new NormBall(AttackNorm.L2, 1), IsRandomStart = false, Steps = 3 }
            .Run(classifier, LinearImages.Sample());
        Tensors.RequireSame(LinearImages.Sample().Pixels, outcome.Images);
    }

    [Fact]
    public void A_saturated_cross_entropy_stands_still_where_the_margin_does_not()
    {
        using var network = new LinearClassifier(Size, 2, seed: 4, scale: 2000);
        using var classifier = network.Classifier();
        var images = LinearImages.Right(classifier);
        var ball = new NormBall(AttackNorm.L2, 8);
        using AttackOutcome entropy = new FastGradient { Ball = ball }.Run(classifier, images),
            margin = new FastGradient { Ball = ball, Loss = AttackLoss.Margin }.Run(classifier, images);
        Assert.True(entropy.RobustAccuracy > 0.5 && margin.RobustAccuracy == 0);
    }

    [Fact]
    public void Changed_images_beyond_the_ball_are_no_success()
    {
        using var network = new LinearClassifier(Size, 2, seed: 4, scale: 0.5);
        using var classifier = network.Classifier();
        var images = LinearImages.Right(classifier);
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
        Assert.Contains("ε", Assert.Throws<ArgumentException>(
            () => new FastGradient { Ball = new NormBall(AttackNorm.L2, -1) }.Run(classifier, LinearImages.Sample())).Message);
        Assert.Contains("7", Assert.Throws<ArgumentException>(() => new FastGradient { Ball = new NormBall(AttackNorm.L2, 1) }
            .Run(classifier, LinearImages.Sample() with { Labels = Enumerable.Repeat(7L, LinearImages.Count).ToArray() })).Message);
    }

    /// <summary>Counts the images whose gradients are asked for.</summary>
    private sealed class CountingClassifier(IDifferentiableClassifier classifier) : IDifferentiableClassifier
    {
        public long Gradients { get; private set; }

        public InputSize InputSize => classifier.InputSize;

        public int ClassCount => classifier.ClassCount;

        public IReadOnlyList<string> ClassNames => classifier.ClassNames;

        public ClassifierDescription Description => classifier.Description;

        public Tensor Logits(Tensor images, CancellationToken cancellation = default) => classifier.Logits(images, cancellation);

        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            Gradients += images.shape[0];
            return classifier.InputGradient(images, cotangents, cancellation);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Faulty(string fault) : nn.Module<Tensor, Tensor>(nameof(Faulty))
    {
        // The derivative of the root at zero is infinite, and cancels itself.
        public override Tensor forward(Tensor input) => fault == "rounding" ? (input * 4).round() / 4 : input + (input - input).sqrt();
    }
}
