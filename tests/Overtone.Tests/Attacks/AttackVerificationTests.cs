using Overtone.Attacks;
using Overtone.Data;
using Overtone.Tests.Models;
using Overtone.Tests.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public class AttackVerificationTests
{
    [Fact]
    public void What_an_attack_broke_is_broken_alone_and_what_is_a_hair_beyond_the_border_does_not_survive_8_bits()
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        images = images with { Pixels = (images.Pixels * 255).round() / 255 };
        images = LinearImages.Right(classifier, images);
        var ball = new NormBall(AttackNorm.Linf, 64 / 255.0);
        using AttackOutcome near = new FastAdaptiveBoundary { Ball = ball }.Run(classifier, images),
            far = new FastGradient { Ball = ball, Loss = AttackLoss.Margin }.Run(classifier, images);
        AttackVerification nearly = AttackVerification.Of(classifier, images, near.Images, ball),
            widely = AttackVerification.Of(classifier, images, far.Images, ball);
        Assert.Equal(near.IsBroken, nearly.IsBroken);
        Assert.Equal(far.IsBroken, widely.IsBroken);
        Assert.True(nearly.IsBroken.Count(b => b) > 6);
        Assert.True(nearly.SurvivesRounding.Count(b => b) < nearly.IsBroken.Count(b => b));
        Assert.Contains(true, widely.SurvivesRounding);
        Assert.All(nearly.Norms.Zip(near.Norms), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Theory]
    [InlineData(0.9, true, true, true)]
    [InlineData(0.5, true, false, true)] // beyond the ball
    [InlineData(1.0001, false, false, false)] // out of the box
    public void Ball_and_box_are_checked(double pixel, bool isInBox, bool isBroken, bool isWrong)
    {
        using var scope = NewDisposeScope();
        using var classifier = new StubClassifier(2, x =>
            cat([full_like(x.flatten(1), 0.0), full_like(x.flatten(1), isWrong ? 1.0 : -1.0)], 1));
        var images = new LabelledImages(full([1, 1, 1, 1], 0.95f), new long[] { 0 });
        var verified = AttackVerification.Of(classifier, images, full([1, 1, 1, 1], (float)pixel), new NormBall(AttackNorm.Linf, 0.1));
        Assert.Equal((isInBox, isBroken), (verified.IsInBox[0], verified.IsBroken[0]));
    }

    [Fact]
    public void Images_that_are_wrong_in_company_only_do_not_count()
    {
        // A classifier that looks at the whole batch, as batch statistics do.
        using var scope = NewDisposeScope();
        using var classifier = new StubClassifier(2, x =>
            cat([zeros(x.shape[0], 1), full([x.shape[0], 1], x.shape[0] > 1 ? 1f : -1f)], 1));
        var images = new LabelledImages(full([3, 1, 1, 1], 0.5f), new long[3]);
        var verified = AttackVerification.Of(classifier, images, images.Pixels, new NormBall(AttackNorm.Linf, 0.1));
        Assert.DoesNotContain(true, verified.IsBroken);
        using var judged = new FastGradient { Ball = new NormBall(AttackNorm.Linf, 0.1) }.Judge(classifier, images, images.Pixels);
        Assert.DoesNotContain(false, judged.IsBroken);
    }
}
