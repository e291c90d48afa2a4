using Overtone.Attacks;
using Overtone.Spectra;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public sealed class BandLimitedAttackTests : IDisposable
{
    private static readonly BandFilter Low = new(BandShape.RadialLowPass, 1);
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(AttackNorm.Linf, 0.02)]
    [InlineData(AttackNorm.L2, 1e-4)]
    public void Perturbations_far_from_the_box_lie_in_ball_and_band(AttackNorm norm, double residue)
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6);
        using var classifier = network.Classifier(batchSize: 5);
        using var other = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        var ball = new NormBall(norm, norm == AttackNorm.Linf ? 0.05 : 0.2);
        foreach (var attack in new BandLimitedAttack[]
        {
            new BandLimitedProjectedGradient { Ball = ball, Band = Low, Steps = 8 },
            new BandLimitedAutoGradient { Ball = ball, Band = Low, Steps = 8 },
        })
        {
            using AttackOutcome outcome = attack.Run(classifier, images), again = attack.Run(other, images);
            Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
            Assert.All(outcome.Norms, n => Assert.InRange(n, 0.5 * ball.Epsilon, ball.Epsilon + 1e-6));
            Assert.All(outcome.OutOfBand, share => Assert.InRange(share, 0, residue));

            // The residue, computed once more: what is left when the band is taken away.
            var change = outcome.Images - images.Pixels;
            var rest = change - Low.Apply(change);
            double[] shares = (rest.flatten(1).norm(1) / change.flatten(1).norm(1)).Numbers();
            Assert.All(shares.Zip(outcome.OutOfBand), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Fact]
    public void On_a_linear_network_in_l2_the_band_needs_the_distance_that_its_part_of_the_gradient_gives()
    {
        using var network = new LinearClassifier(LinearImages.Size, 2, seed: 4, scale: 0.5);
        using var classifier = network.Classifier();
        var images = LinearImages.Right(classifier);
        var size = LinearImages.Size;
        double[] difference = [.. Enumerable.Range(0, network.Weights.Count / 2)
            .Select(p => network.Weights[2 * p] - network.Weights[(2 * p) + 1])];
        Tensor plane = tensor(difference, [1, size.Channels, size.Height, size.Width]), inBand = Low.Apply(plane);
        var slope = inBand.norm().item<float>();
        for (var n = 0; n < images.Count; n++)
        {
            var gap = Math.Abs(images.Pixels[n].Numbers().Zip(difference, (x, w) => x * w).Sum());
            var distance = gap / slope;
            Assert.True(distance > LinearImages.Distance(network, images, n, AttackNorm.L2));
            foreach (var (factor, breaks) in new[] { (1.02, true), (0.98, false) })
            {
                var attack = new BandLimitedProjectedGradient
                {
                    Ball = new NormBall(AttackNorm.L2, factor * distance),
                    Band = Low,
                    Loss = AttackLoss.Margin,
                    Steps = 4,
                    IsRandomStart = false,
                };
                using var outcome = attack.Run(classifier, images.Some([n]));
                Assert.Equal(breaks, outcome.IsBroken[0]);
            }
        }
    }

    [Fact]
    public void Where_the_box_is_in_the_way_ball_and_box_hold_and_the_residue_says_so()
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6);
        using var classifier = network.Classifier(batchSize: 12);
        var images = LinearImages.Sample();
        images = LinearImages.Right(classifier, images with { Pixels = images.Pixels.gt(0.5).to_type(ScalarType.Float32) });
        using var outcome = new BandLimitedAutoGradient { Ball = new NormBall(AttackNorm.Linf, 0.3), Band = Low, Steps = 8 }
            .Run(classifier, images);
        Assert.All(outcome.Norms, n => Assert.InRange(n, 0, 0.3 + 1e-6));
        Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
        Assert.Contains(outcome.OutOfBand, share => share > 0.05);
    }

    [Fact]
    public void More_rounds_leave_less_outside_the_band()
    {
        var pixels = Draw.Uniform(3, 6, 1, 8, 8).to(ScalarType.Float32);
        var wild = Draw.Normal(4, 6, 1, 8, 8).to(ScalarType.Float32);
        var mask = new BandFilter(BandShape.RadialLowPass, 2).Mask(8, 8);
        double[] means = [.. new[] { 1, 5, 20 }.Select(rounds =>
        {
            var set = new BandBall(new NormBall(AttackNorm.Linf, 0.3), mask, rounds);
            return set.Residues(set.Inside(pixels, pixels + wild) - pixels).Average();
        })];
        Assert.True(means[0] > means[1] && means[1] > means[2]);
    }

    [Fact]
    public void A_band_that_the_images_do_not_have_is_refused()
    {
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6);
        using var classifier = network.Classifier();
        var band = new BandFilter(BandShape.RadialLowPass, 40);
        var attack = new BandLimitedAutoGradient { Ball = new NormBall(AttackNorm.L2, 1), Band = band };
        Assert.Contains("radius 40", Assert.Throws<ArgumentException>(
            () => attack.Run(classifier, LinearImages.Right(classifier))).Message, StringComparison.Ordinal);
    }
}
