using System.Text.Json;
using Overtone.Attacks;
using Overtone.Spectra;
using Overtone.Tests.Robustness;
using static TorchSharp.torch;

namespace Overtone.Tests.Attacks;

/// <summary>What all attacks have in common as values and as callers of a classifier.</summary>
public class NewAttackTests
{
    private static readonly NormBall Linf = new(AttackNorm.Linf, 0.1), L2 = new(AttackNorm.L2, 0.2);

    public static TheoryData<string> Names => [.. All().Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attack_is_a_value_that_json_carries(string name)
    {
        var attack = Named(name);
        Assert.Equal(attack, JsonSerializer.Deserialize(JsonSerializer.Serialize(attack, attack.GetType()), attack.GetType()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_tensor_is_left_and_what_comes_back_is_an_image_that_is_no_easier(string name)
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        using var clean = new FastGradient { Ball = Linf }.Judge(classifier, images, images.Pixels);
        var attack = Named(name);
        Tensors.RequireNoTensorLeft(
            () =>
            {
                using var outcome = attack.Run(classifier, images);
                Assert.All(outcome.Images.Numbers(), pixel => Assert.InRange(pixel, 0, 1));
                Assert.All(outcome.ForwardPasses.Zip(outcome.BackwardPasses), passes =>
                    Assert.True(passes.First >= passes.Second && passes.First > 0));
                if (attack is not BandLimitedAttack)
                    Assert.All(outcome.Margins.Zip(clean.Margins), pair => Assert.True(pair.First >= pair.Second - 1e-5));
            },
            times: 2);
    }

    [Fact]
    public void Families_keep_to_the_budget_and_to_their_names()
    {
        var budget = new AttackBudget(Linf, L2, Steps: 7, Seed: 3);
        AttackFamily[] families =
        [
            .. AttackCatalog.All, AttackFamily.Of<AutoProjectedGradient>(), AttackFamily.Of<SquareAttack>(),
            AttackFamily.Of<FastAdaptiveBoundary>(), AttackFamily.Of<StandardAttack>(), AttackFamily.Of<DeepFool>(),
            AttackFamily.Of<CarliniWagner>(), AttackFamily.Of<RandomNoise>(), AttackFamily.Of<SmallestFastGradient>(),
            AttackFamily.Of<SmallestProjectedGradient>(),
        ];
        Assert.Equal(families.Length, families.DistinctBy(family => family.Id).Count());
        Attack[] attacks = [.. families.SelectMany(family => family.Within(budget))];
        Assert.All(attacks, attack => Assert.Contains(attack.Ball, new[] { Linf, L2 }));
        Assert.Equal(attacks.Length, attacks.DistinctBy(attack => attack.Name).Count());
        Assert.All(families, family => Assert.All(family.Within(budget), attack =>
            Assert.StartsWith(family.Id + " ", attack.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Passes_are_counted_for_the_images_that_were_asked_about()
    {
        using var scope = NewDisposeScope();
        using var network = new LinearClassifier(LinearImages.Size, 4, seed: 6, scale: 0.5);
        using var classifier = network.Classifier(batchSize: 5);
        var images = LinearImages.Right(classifier);
        images = images with { Labels = images.Labels.ToArray().Select((label, n) => n % 3 == 1 ? (label + 1) % 4 : label).ToArray() };
        using AttackOutcome step = new FastGradient { Ball = Linf }.Run(classifier, images),
            descent = new ProjectedGradient { Ball = Linf, Steps = 6, Restarts = 2 }.Run(classifier, images);
        for (var n = 0; n < images.Count; n++)
        {
            var asked = n % 3 == 1 ? 0 : 1;
            Assert.Equal((asked, asked), (step.ForwardPasses[n], step.BackwardPasses[n]));
            Assert.Equal((14 * asked, 12 * asked), (descent.ForwardPasses[n], descent.BackwardPasses[n]));
        }

        using var judged = new FastGradient { Ball = Linf }.Judge(classifier, images, images.Pixels);
        Assert.Empty(judged.ForwardPasses);
    }

    private static Attack Named(string name) => All().Single(attack => attack.Name == name);

    private static Attack[] All()
    {
        var band = new BandFilter(BandShape.RadialLowPass, 1);
        return
        [
            new AutoProjectedGradient { Ball = Linf, Steps = 6 },
            new AutoProjectedGradient { Ball = L2, Steps = 6, Loss = AttackLoss.LogitRatio, Targets = 2, StopsWhenBroken = true },
            new SquareAttack { Ball = Linf, Queries = 9 },
            new SquareAttack { Ball = L2, Queries = 9 },
            new FastAdaptiveBoundary { Ball = Linf, Steps = 4, Restarts = 2 },
            new FastAdaptiveBoundary { Ball = L2, Steps = 4, StopsWhenBroken = true },
            new StandardAttack { Ball = L2, Steps = 3, Queries = 5 },
            new DeepFool { Ball = Linf, Steps = 3 },
            new DeepFool { Ball = L2, Steps = 3 },
            new CarliniWagner { Ball = L2, Searches = 2, Steps = 20 },
            new RandomNoise { Ball = Linf, Draws = 5 },
            new SmallestFastGradient { Ball = Linf, Lengths = 5 },
            new SmallestProjectedGradient { Ball = Linf, Steps = 3, Halvings = 2 },
            new BandLimitedProjectedGradient { Ball = L2, Band = band, Steps = 3 },
            new BandLimitedAutoGradient { Ball = Linf, Band = band, Steps = 3, Loss = AttackLoss.LogitRatio },
        ];
    }
}
