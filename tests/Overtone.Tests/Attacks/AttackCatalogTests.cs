using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Tests.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

public class AttackCatalogTests
{
    private static readonly AttackBudget Budget = new(
        new NormBall(AttackNorm.Linf, 0.1), new NormBall(AttackNorm.L2, 0.5), Steps: 7, Seed: 3);

    /// <summary>A new attack is one record; what all do alike, judging above all, is not its affair.</summary>
    private sealed record Noise : Attack, IAttackFamily<Noise>
    {
        public static string Id => "noise";

        protected override string Family => Id;

        public static IEnumerable<Noise> Within(AttackBudget budget) => [new() { Ball = budget.L2 }];

        // Twice what is allowed: an attack may claim what it likes.
        protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
        {
            using var scope = NewDisposeScope();
            Tensor noise = Ball.SteepestStep(randn(images.Pixels.shape, generator: new Generator(5)));
            return (images.Pixels + (noise * 2 * Ball.Epsilon)).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void A_new_attack_is_one_file_and_is_judged_like_all()
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(new InputSize(3, 4, 5), 5, seed: 3, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        Tensor pixels = rand(6, 3, 4, 5, generator: new Generator(1));
        long[] labels = [.. classifier.Logits(pixels).argmax(1).data<long>()];
        Attack attack = AttackFamily.Of<Noise>().Within(Budget).Single();
        Assert.Equal("noise l2 cross-entropy", attack.Name);
        using var outcome = attack.Run(classifier, new LabelledImages(pixels, labels));
        Assert.All(outcome.Norms, norm => Assert.Equal(2 * Budget.L2.Epsilon, norm, 1e-4));
        Assert.DoesNotContain(true, outcome.IsBroken);
    }

    [Fact]
    public void Families_keep_to_the_budget()
    {
        Assert.Equal(AttackCatalog.All.Count, AttackCatalog.All.DistinctBy(family => family.Id).Count());
        foreach (var family in AttackCatalog.All)
        {
            Attack[] attacks = [.. family.Within(Budget)];
            Assert.All(attacks, attack => Assert.IsType(family.Type, attack));
            Assert.All(attacks, attack => Assert.Contains(attack.Ball, new[] { Budget.Linf, Budget.L2 }));
            Assert.All(attacks, attack => Assert.StartsWith(family.Id + " ", attack.Name, StringComparison.Ordinal));
            Assert.Equal(attacks.Length, attacks.DistinctBy(attack => attack.Name).Count());
        }
    }
}
