using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The targeted fast adaptive boundary attack (FAB-T): it looks for the nearest misclassified image, by steps onto the plane at which a
/// target class would take over were the network linear, drawn towards the image it began from and kept in [0, 1]. The ball says only how
/// far an image counts as broken; what comes back is the nearest one found, or the image itself.
/// Source: Croce and Hein 2020 (ICML, "Minimally distorted adversarial examples"), algorithm 1, towards targets as in AutoAttack.
/// </summary>
public sealed record FastAdaptiveBoundary : Attack, IAttackFamily<FastAdaptiveBoundary>
{
    private const double Extrapolation = 1.05, Backward = 0.9, LargestPull = 0.1, SmallestNorm = 1e-8, StartShare = 0.5;

    /// <summary>Steps of each run, 1 or more.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How many other classes are tried one by one, the likeliest first; 1 or more, at most all.</summary>
    public int Targets { get; init; } = StandardAttack.UsualTargets;

    /// <summary>How many starts, 1 or more, for each class; the first is the image, the others are random.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>Whether an image is left alone once it is broken within the ball, rather than nearer ones looked for.</summary>
    public bool StopsWhenBroken { get; init; }

    /// <inheritdoc cref="ProjectedGradient.Seed"/>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public static string Id => "fab";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool FindsNearest => true;

    /// <inheritdoc/>
    protected override string Variant => "targeted";

    private protected override bool RefusesNaN => true;

    /// <inheritdoc/>
    public static IEnumerable<FastAdaptiveBoundary> Within(AttackBudget budget) =>
        from ball in new[] { budget.Linf, budget.L2 }
        select new FastAdaptiveBoundary { Ball = ball, Steps = budget.Steps, Seed = budget.Seed };

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Targets, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Restarts, 1);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        Tensor order = OtherClasses.ByLogit(classifier.Logits(images.Pixels, cancellation), labels);
        var nearest = new NearestBroken(images.Pixels, Ball);
        for (int target = 0; target < Math.Min(Targets, classifier.ClassCount - 1); target++)
        {
            var loss = new ImageLoss(AttackLoss.Margin, labels, order.select(1, target));
            for (int restart = 0; restart < Restarts; restart++)
            {
                using var inner = NewDisposeScope();
                Tensor start = restart == 0 ? images.Pixels : Start(images, nearest, $"fab-start-{target}-{restart}");
                Approach(classifier, loss, images.Pixels, start, nearest, cancellation);
            }
        }

        return nearest.Images.MoveToOuterDisposeScope();
    }

    private void Approach(
        IDifferentiableClassifier classifier, ImageLoss loss, Tensor images, Tensor start, NearestBroken nearest,
        CancellationToken cancellation)
    {
        Tensor points = start.clone();
        for (int step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            Tensor places = StopsWhenBroken ? nearest.BeyondBall() : nearest.All();
            if (places.shape[0] == 0)
                return;
            ImageLoss wanted = loss.Some(places);
            Tensor clean = images.index_select(0, places), here = points.index_select(0, places);
            IDifferentiableClassifier asked = classifier.Of(places);
            using ClassifierGradient gradient = asked.InputGradient(here, wanted.Cotangents, cancellation);
            Tensor moved = Step(clean, here, wanted.Values(gradient.Logits), gradient.Gradient);
            Tensor isBroken = LossCotangents.Margins(asked.Logits(moved, cancellation), wanted.Labels).gt(0);
            nearest.Offer(places, moved, isBroken);
            Tensor back = clean + ((moved - clean) * Backward);
            points.index_copy_(0, places, where(isBroken.reshape(-1, 1, 1, 1), back, moved));
        }
    }

    // Both the point and the image go to the plane; the nearer the point already is, the less it is drawn to where the image would go.
    private Tensor Step(Tensor clean, Tensor here, Tensor margins, Tensor gradient)
    {
        Tensor normals = gradient.flatten(1), from = clean.flatten(1), at = here.flatten(1), gaps = -margins;
        Tensor own = HyperplaneProjection.Of(Ball.Norm, at, normals, gaps);
        Tensor others = HyperplaneProjection.Of(Ball.Norm, from, normals, gaps + (normals * (at - from)).sum([1]));
        Tensor ownNorm = Norms(own), otherNorm = Norms(others);
        Tensor pull = (ownNorm / (ownNorm + otherNorm)).clamp(0, LargestPull).unsqueeze(1);
        Tensor moved = ((at + (own * Extrapolation)) * (1 - pull)) + ((from + (others * Extrapolation)) * pull);
        return moved.clamp_(0, 1).reshape(clean.shape);
    }

    private Tensor Start(LabelledImages images, NearestBroken nearest, string stream)
    {
        Tensor draws = ImageDraws.Of(images, Seed, stream, (generator, image) =>
        {
            var surface = new NormBall(Ball.Norm, StartShare * Math.Min(nearest.DistanceOf(image), Ball.Epsilon));
            return surface.DrawOnSurface(generator, images.Pixels.shape.AsSpan(1));
        });
        return (images.Pixels + draws).clamp(0, 1);
    }

    private Tensor Norms(Tensor changes) => Ball.NormsOf(changes).clamp_min(SmallestNorm).to_type(ScalarType.Float32);
}
