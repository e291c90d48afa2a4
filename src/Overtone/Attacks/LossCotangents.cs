using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>The attacks' losses and their derivatives by the logits, and the margin by which an attack has gone.</summary>
internal static class LossCotangents
{
    /// <summary>The derivatives of each image's own loss.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="labels">int64 [n].</param>
    /// <param name="targets">int64 [n], or null where any other class will do.</param>
    /// <returns>float32 [n, K].</returns>
    public static Tensor Of(AttackLoss loss, Tensor logits, Tensor labels, Tensor? targets = null)
    {
        using var scope = NewDisposeScope();
        Tensor oneHot = OneHot(labels, logits);
        if (loss == AttackLoss.CrossEntropy)
            return (targets is null ? logits.softmax(1) - oneHot : OneHot(targets, logits) - logits.softmax(1)).MoveToOuterDisposeScope();
        Tensor rising = OneHot(targets ?? Runners(logits, oneHot).argmax(1), logits), margin = rising - oneHot;
        return (UsesRatio(loss, logits, targets)
            ? LogitRatio.Cotangents(logits, margin, LogitRatio.Weights(logits, isTargeted: targets is not null))
            : margin).MoveToOuterDisposeScope();
    }

    /// <summary>Each image's own loss.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    /// <returns>float32 [n].</returns>
    public static Tensor Values(AttackLoss loss, Tensor logits, Tensor labels, Tensor? targets = null)
    {
        using var scope = NewDisposeScope();
        if (loss == AttackLoss.CrossEntropy)
        {
            Tensor logarithms = logits.log_softmax(1), value = logarithms.gather(1, (targets ?? labels).unsqueeze(1)).squeeze(1);
            return (targets is null ? -value : value).MoveToOuterDisposeScope();
        }

        Tensor margins = targets is null
            ? Margins(logits, labels)
            : (logits.gather(1, targets.unsqueeze(1)) - logits.gather(1, labels.unsqueeze(1))).squeeze(1);
        return (UsesRatio(loss, logits, targets)
            ? LogitRatio.Values(logits, margins, LogitRatio.Weights(logits, isTargeted: targets is not null))
            : margins).MoveToOuterDisposeScope();
    }

    /// <summary>The largest other logit minus the label's.</summary>
    /// <returns>float32 [n].</returns>
    public static Tensor Margins(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor oneHot = OneHot(labels, logits);
        return (Runners(logits, oneHot).amax([1]) - (logits * oneHot).sum([1])).MoveToOuterDisposeScope();
    }

    private static bool UsesRatio(AttackLoss loss, Tensor logits, Tensor? targets) =>
        loss == AttackLoss.LogitRatio
        && logits.shape[1] >= (targets is null ? LogitRatio.FewestClasses : LogitRatio.FewestClassesWithTarget);

    // Subtracted, not multiplied by zero: the other logits may all be negative.
    private static Tensor Runners(Tensor logits, Tensor oneHot) =>
        logits.masked_fill(oneHot.to_type(ScalarType.Bool), float.NegativeInfinity);

    private static Tensor OneHot(Tensor classes, Tensor logits) =>
        nn.functional.one_hot(classes, logits.shape[1]).to_type(ScalarType.Float32);
}
