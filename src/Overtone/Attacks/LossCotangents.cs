using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>Derivatives of the attacks' losses by the logits, and the margin by which an attack has gone.</summary>
internal static class LossCotangents
{
    /// <summary>The derivatives of each image's own loss.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="labels">int64 [n].</param>
    /// <returns>float32 [n, K].</returns>
    public static Tensor Of(AttackLoss loss, Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor oneHot = OneHot(labels, logits);
        Tensor rising = loss == AttackLoss.CrossEntropy ? logits.softmax(1) : OneHot(Runners(logits, oneHot).argmax(1), logits);
        return (rising - oneHot).MoveToOuterDisposeScope();
    }

    /// <summary>The largest other logit minus the label's.</summary>
    /// <returns>float32 [n].</returns>
    public static Tensor Margins(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor oneHot = OneHot(labels, logits);
        return (Runners(logits, oneHot).amax([1]) - (logits * oneHot).sum([1])).MoveToOuterDisposeScope();
    }

    // Subtracted, not multiplied by zero: the other logits may all be negative.
    private static Tensor Runners(Tensor logits, Tensor oneHot) =>
        logits.masked_fill(oneHot.to_type(ScalarType.Bool), float.NegativeInfinity);

    private static Tensor OneHot(Tensor classes, Tensor logits) =>
        nn.functional.one_hot(classes, logits.shape[1]).to_type(ScalarType.Float32);
}
