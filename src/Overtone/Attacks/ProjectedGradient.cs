using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Projected gradient descent: many short steps, each put back into the ball and into [0, 1]. Of all points visited, the one with the
/// largest margin is returned for each image, where published implementations return the last.
/// Source: Madry et al. 2018.
/// </summary>
public sealed record ProjectedGradient : Attack, IAttackFamily<ProjectedGradient>
{
    private const double Reach = 2.5;

    /// <summary>Gradient steps from each start, 1 or more.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>The length of a step; null for 2.5 ε / steps, enough to cross the ball.</summary>
    public double? StepSize { get; init; }

    /// <summary>Whether to start at a random point of the ball rather than at the image.</summary>
    public bool IsRandomStart { get; init; } = true;

    /// <summary>How many starts, 1 or more.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>
    /// Whether an image is left alone once it is broken: enough where nothing but accuracy under attack is asked, and cheaper. Its margin
    /// is then the first above zero, not the largest that the attack would find.
    /// </summary>
    public bool StopsWhenBroken { get; init; }

    /// <summary>The seed of the starts: each belongs to an image's number, whatever the batches are.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public static string Id => "pgd";

    /// <inheritdoc/>
    protected override string Family => Id;

    /// <inheritdoc/>
    public static IEnumerable<ProjectedGradient> Within(AttackBudget budget) =>
        from ball in new[] { budget.Linf, budget.L2 }
        from loss in new[] { AttackLoss.CrossEntropy, AttackLoss.Margin }
        select new ProjectedGradient { Ball = ball, Loss = loss, Steps = budget.Steps, Seed = budget.Seed };

    /// <inheritdoc/>
    protected override Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation) =>
        PerturbWithin(Ball, classifier, images, cancellation);

    /// <summary>Perturbs a batch within a set.</summary>
    internal Tensor PerturbWithin(
        IPerturbationSet set, IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Restarts, 1);
        using var scope = NewDisposeScope();
        Tensor labels = tensor(images.Labels.ToArray(), device: images.Pixels.device);
        var best = new BestIterate(images.Pixels);
        var ascent = new GradientAscent(set, Steps, StepSize ?? Reach * Ball.Epsilon / Steps, StopsWhenBroken);
        for (int restart = 0; restart < Restarts; restart++)
            ascent.Run(classifier, new ImageLoss(Loss, labels), images.Pixels, Start(set, images, restart), best, cancellation);
        return best.Images.MoveToOuterDisposeScope();
    }

    private Tensor Start(IPerturbationSet set, LabelledImages images, int restart)
    {
        using var scope = NewDisposeScope();
        if (!IsRandomStart)
            return images.Pixels.clone().MoveToOuterDisposeScope();
        Tensor draws = ImageDraws.Of(
            images, Seed, $"attack-start-{restart}", (generator, _) => Ball.Draw(generator, images.Pixels.shape.AsSpan(1)));
        return set.Inside(images.Pixels, images.Pixels + draws).MoveToOuterDisposeScope();
    }
}
