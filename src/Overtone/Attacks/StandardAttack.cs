using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The standard set of attacks, one after the other, each on the images that all before it have left standing: APGD with cross-entropy,
/// targeted APGD with the difference of logits ratio, targeted FAB, and the square attack. What comes back is the worst case of each image;
/// <see cref="AttackOutcome.Parts"/> says which part broke it and what each has cost.
/// Source: Croce and Hein 2020 (ICML, AutoAttack, version "standard").
/// </summary>
public sealed record StandardAttack : Attack, IAttackFamily<StandardAttack>
{
    /// <summary>How many other classes the targeted parts try, in the published attack.</summary>
    internal const int UsualTargets = 9;

    /// <summary>Steps of each run of the parts by gradient, 1 or more.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How many other classes the targeted parts try, the likeliest first; 1 or more, at most all.</summary>
    public int Targets { get; init; } = UsualTargets;

    /// <summary>The most often the square attack asks about an image, 1 or more.</summary>
    public int Queries { get; init; } = 5000;

    /// <inheritdoc cref="ProjectedGradient.Seed"/>
    public long Seed { get; init; }

    /// <summary>The attacks it is made of, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Attack> Attacks
    {
        get
        {
            var entropy = new AutoProjectedGradient { Ball = Ball, Steps = Steps, StopsWhenBroken = true, Seed = Seed };
            return [
                entropy,
                entropy with { Loss = AttackLoss.LogitRatio, Targets = Targets },
                new FastAdaptiveBoundary { Ball = Ball, Steps = Steps, Targets = Targets, StopsWhenBroken = true, Seed = Seed },
                new SquareAttack { Ball = Ball, Queries = Queries, Seed = Seed },
            ];
        }
    }

    /// <inheritdoc/>
    public static string Id => "standard";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    protected override string Variant => "";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<StandardAttack> Within(AttackBudget budget) =>
        from ball in new[] { budget.Linf, budget.L2 }
        select new StandardAttack { Ball = ball, Steps = budget.Steps, Seed = budget.Seed };

    /// <inheritdoc/>
    protected override IEnumerable<string> RemarksOn(IClassifier classifier) =>
        Attacks.SelectMany(part => RemarksOf(part, classifier).Select(remark => $"{part.Name}: {remark}"));

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var watch = (AttackWatch)classifier;
        var best = new BestIterate(images.Pixels);
        List<int> standing = [.. Enumerable.Range(0, images.Count)];
        foreach (Attack part in Attacks)
        {
            using var inner = NewDisposeScope();
            AttackWatch named = watch.Some(standing).Part(part.Name);
            if (standing.Count == 0)
                continue;
            LabelledImages left = images.Some(standing);
            Tensor points = PerturbBy(part, named, left, cancellation);
            bool[] isBroken = Offer(named, left, points, standing, best, cancellation);
            named.Break(Enumerable.Range(0, isBroken.Length).Where(place => isBroken[place]));
            standing = [.. standing.Where((_, place) => !isBroken[place])];
        }

        return best.Images.MoveToOuterDisposeScope();
    }

    // What lies beyond the ball, as what FAB finds may, is not kept.
    private bool[] Offer(
        AttackWatch classifier, LabelledImages left, Tensor points, List<int> places, BestIterate best, CancellationToken cancellation)
    {
        Tensor logits = classifier.Logits(points, cancellation), labels = tensor(left.Labels.ToArray(), device: logits.device);
        Tensor isInside = Ball.NormsOf(points - left.Pixels).le(Ball.Epsilon + NormBall.Tolerance);
        Tensor margins = LossCotangents.Margins(logits, labels).masked_fill(isInside.logical_not(), float.NegativeInfinity);
        best.Offer(tensor([.. places.Select(place => (long)place)], device: points.device), points, margins);
        return [.. margins.gt(0).cpu().data<bool>()];
    }
}
