using Overtone.Attacks;
using Overtone.Models;
using Overtone.Tests.Robustness;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public sealed class StandardAttackTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(AttackNorm.Linf)]
    [InlineData(AttackNorm.L2)]
    public void Each_part_works_on_what_still_stands_and_all_passes_are_counted(AttackNorm norm)
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using ModuleClassifier classifier = network.Classifier(batchSize: 5), other = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        double[] distances = LinearImages.Distances(network, images, norm);
        var attack = new StandardAttack
        {
            Ball = new NormBall(norm, distances.Order().ElementAt(6) * 1.01),
            Steps = 30,
            Queries = 20,
        };
        using AttackOutcome outcome = attack.Run(classifier, images), again = attack.Run(other, images);
        Assert.Equal(attack.Attacks.Select(part => part.Name), outcome.Parts.Select(part => part.Name));
        Assert.Equal(
            norm == AttackNorm.L2
                ? ["apgd l2 cross-entropy", "apgd l2 dlr targeted", "fab l2 targeted", "square l2"]
                : ["apgd linf cross-entropy", "apgd linf dlr targeted", "fab linf targeted", "square linf"],
            outcome.Parts.Select(part => part.Name));
        Assert.Equal(distances.Select(distance => distance < attack.Ball.Epsilon), outcome.IsBroken);
        Assert.Equal(outcome.IsBroken, again.IsBroken);
        Tensors.RequireNear(outcome.Images, again.Images, 1e-4);
        for (var n = 0; n < images.Count; n++)
        {
            Assert.Equal(outcome.ForwardPasses[n], outcome.Parts.Sum(part => part.ForwardPasses[n]));
            Assert.Equal(outcome.BackwardPasses[n], outcome.Parts.Sum(part => part.BackwardPasses[n]));
            Assert.Equal(outcome.IsBroken[n] ? 1 : 0, outcome.Parts.Count(part => part.Broke[n]));
            var stands = true;
            foreach (var part in outcome.Parts)
            {
                Assert.Equal(stands, part.ForwardPasses[n] > 0);
                stands &= !part.Broke[n];
            }

            // Queries, and one pass that looks at what the square attack returned.
            if (stands)
                Assert.Equal((0, 21), (outcome.Parts[3].BackwardPasses[n], outcome.Parts[3].ForwardPasses[n]));
        }
    }

    [Fact]
    public void It_is_at_least_as_strong_as_each_of_its_parts()
    {
        using var network = new LinearClassifier(LinearImages.Size, 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 12);
        var images = LinearImages.Right(classifier);
        var middle = LinearImages.Distances(network, images, AttackNorm.Linf).Order().ElementAt(6) * 1.3;
        var attack = new StandardAttack { Ball = new NormBall(AttackNorm.Linf, middle), Steps = 20, Queries = 50 };
        using var whole = attack.Run(classifier, images);
        foreach (var part in attack.Attacks)
        {
            using var outcome = part.Run(classifier, images);
            Assert.All(outcome.IsBroken.Zip(whole.IsBroken), pair => Assert.True(pair.Second || !pair.First));
        }
    }

    [Fact]
    public void A_loss_that_was_replaced_is_named_with_its_part()
    {
        using var network = new LinearClassifier(LinearImages.Size, 3, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 12);
        var attack = new StandardAttack { Ball = new NormBall(AttackNorm.Linf, 0.01), Steps = 2, Queries = 2 };
        using var outcome = attack.Run(classifier, LinearImages.Right(classifier));
        Assert.StartsWith("apgd linf dlr targeted: ", Assert.Single(outcome.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_gradients_lead_nowhere_the_square_attack_breaks_images()
    {
        // In steps of 1/16 the network has no gradient; what it answers can still be changed.
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6, scale: 0.5);
        using var faulty = nn.Sequential(new Rounding(), network);
        using var classifier = new ModuleClassifier(faulty, LinearImages.Size, options: new ClassifierOptions { BatchSize = 12 });
        var images = LinearImages.Right(classifier);
        var attack = new StandardAttack { Ball = new NormBall(AttackNorm.Linf, 0.2), Steps = 3, Queries = 300 };
        using var outcome = attack.Run(classifier, images);
        Assert.Contains(true, outcome.Parts[3].Broke);
        Assert.DoesNotContain(true, outcome.HasGradient);
    }

    private sealed class Rounding() : nn.Module<Tensor, Tensor>(nameof(Rounding))
    {
        public override Tensor forward(Tensor input) => (input * 16).round() / 16;
    }
}
