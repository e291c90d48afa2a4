using Overtone.Attacks;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public class LogitRatioTests
{
    [Fact]
    public void A_known_row_has_the_known_ratio()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 3, 2, 1, 0 }, [1, 4]);
        Assert.Equal(-0.5, Values(logits, 0).Numbers()[0], 1e-7);
        Assert.Equal(0.5, Values(logits, 1).Numbers()[0], 1e-7);

        // Towards class 2: (1 − 3) / (3 − (1 + 0) / 2).
        Assert.Equal(-2 / 2.5, Values(logits, 0, 2).Numbers()[0], 1e-7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Neither_shift_nor_scale_of_the_logits_changes_it_and_its_sign_is_the_margins(bool isTargeted)
    {
        using var scope = NewDisposeScope();
        var logits = Draw.Normal(3, 40, 6).to(ScalarType.Float32);
        long? target = isTargeted ? 4 : null;
        double[] values = Values(logits, 2, target).Numbers();
        Assert.All(new[] { logits + 4, logits * 8, logits / 1024, (logits * 16) - 3 }, changed =>
            Tensors.RequireNear(Values(logits, 2, target), Values(changed, 2, target), 1e-5));
        Tensors.RequireNear(Values(logits, 2, target), Values(logits * 64, 2, target), 1e-6);
        var margins = isTargeted ? logits.select(1, 4) - logits.select(1, 2) : LossCotangents.Margins(logits, full(40, 2, int64));
        Assert.Equal(margins.Numbers().Select(Math.Sign), values.Select(Math.Sign));
    }

    [Theory]
    [InlineData(AttackLoss.LogitRatio, false)]
    [InlineData(AttackLoss.LogitRatio, true)]
    [InlineData(AttackLoss.Margin, false)]
    [InlineData(AttackLoss.Margin, true)]
    [InlineData(AttackLoss.CrossEntropy, false)]
    [InlineData(AttackLoss.CrossEntropy, true)]
    public void Its_derivatives_are_those_of_small_differences(AttackLoss kind, bool isTargeted)
    {
        using var scope = NewDisposeScope();
        const float Step = 1e-2f;
        var logits = Draw.Normal(5, 6, 5).to(ScalarType.Float32) * 3;
        var loss = new ImageLoss(kind, full(6, 1, int64), isTargeted ? full(6, 3, int64) : null);
        var derivatives = loss.Cotangents(logits, 0);
        for (var k = 0; k < 5; k++)
        {
            var step = zeros_like(logits);
            step.select(1, k).fill_(Step);
            var slope = (loss.Values(logits + step) - loss.Values(logits - step)) / (2 * Step);
            Tensors.RequireNear(slope, derivatives.select(1, k), 3e-3);
        }
    }

    [Fact]
    public void Ties_leave_numbers()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[] { 1, 1, 1, 0, 2, 2, 2, 2, 0, 3, 3, 3 }, [3, 4]);
        foreach (var isTargeted in new[] { false, true })
        {
            var loss = new ImageLoss(AttackLoss.LogitRatio, zeros(3, int64), isTargeted ? ones(3, int64) : null);
            double[] numbers = [.. loss.Values(logits).Numbers(), .. loss.Cotangents(logits, 0).Numbers()];
            Assert.All(numbers, number => Assert.True(double.IsFinite(number)));
            Assert.Equal([0, 0, 1], loss.Values(logits).Numbers().Select(Math.Sign));

            // Up with the rival, down with the label: a step still goes somewhere.
            if (!isTargeted)
                Assert.All(loss.Cotangents(logits, 0).select(1, 0).Numbers(), number => Assert.True(number < 0));
        }
    }

    [Theory]
    [InlineData(2, 0, "needs 3 classes; with 2, the margin")]
    [InlineData(3, 1, "needs 4 classes; with 3, the target's margin")]
    [InlineData(3, 0, null)]
    public void With_too_few_classes_it_is_the_margin_and_says_so(int classes, int targets, string? remark)
    {
        using var scope = NewDisposeScope();
        using var network = new Robustness.LinearClassifier(LinearImages.Size, classes, seed: 4, scale: 0.5);
        using var classifier = network.Classifier();
        var images = LinearImages.Right(classifier);
        var attack = new AutoProjectedGradient
        {
            Ball = new NormBall(AttackNorm.L2, 0.3),
            Loss = AttackLoss.LogitRatio,
            Targets = targets,
            Steps = 10,
        };
        using AttackOutcome outcome = attack.Run(classifier, images),
            margin = (attack with { Loss = AttackLoss.Margin }).Run(classifier, images);
        if (remark is null)
        {
            Assert.Empty(outcome.Remarks);
            return;
        }

        Assert.Contains(remark, Assert.Single(outcome.Remarks), StringComparison.Ordinal);
        Tensors.RequireSame(margin.Images, outcome.Images);
    }

    [Fact]
    public void Logits_that_are_no_numbers_are_refused_in_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var network = new NoNumbers();
        using var classifier = new ModuleClassifier(network, LinearImages.Size);
        var ball = new NormBall(AttackNorm.L2, 0.3);
        foreach (Attack attack in new Attack[]
        {
            new AutoProjectedGradient { Ball = ball },
            new ProjectedGradient { Ball = ball, Loss = AttackLoss.LogitRatio },
            new FastAdaptiveBoundary { Ball = ball },
            new SquareAttack { Ball = ball },
            new StandardAttack { Ball = ball },
        })
        {
            var error = Assert.Throws<ModelFormatException>(() => attack.Run(classifier, LinearImages.Sample()));
            Assert.Contains("NaN among the logits", error.Message, StringComparison.Ordinal);
        }
    }

    private static Tensor Values(Tensor logits, long label, long? target = null)
    {
        var count = logits.shape[0];
        var targets = target is { } t ? full(count, t, int64) : null;
        return new ImageLoss(AttackLoss.LogitRatio, full(count, label, int64), targets).Values(logits);
    }

    // Right for the images as they are, class 0, and NaN for any other.
    private sealed class NoNumbers() : nn.Module<Tensor, Tensor>(nameof(NoNumbers))
    {
        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            Tensor none = input.flatten(1).sum([1], keepdim: true) * double.NaN;
            return cat([none, none, none, none], 1).MoveToOuterDisposeScope();
        }
    }
}
