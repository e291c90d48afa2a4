using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>The classes an image may be pushed to.</summary>
internal static class OtherClasses
{
    /// <summary>All classes but the label's, the largest logit first; of equal ones the first class.</summary>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="labels">int64 [n].</param>
    /// <returns>int64 [n, K − 1].</returns>
    public static Tensor ByLogit(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor own = nn.functional.one_hot(labels.to(logits.device), logits.shape[1]).to_type(ScalarType.Bool);
        Tensor others = logits.masked_fill(own, float.NegativeInfinity);
        return others.argsort(1, descending: true).narrow(1, 0, logits.shape[1] - 1).to(labels.device).MoveToOuterDisposeScope();
    }
}
