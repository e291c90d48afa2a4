using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The difference of logits ratio: the margin over the spread of the largest logits, z₁ − z₃ without a target and z₁ − (z₃ + z₄)/2 with one
/// (z₁ ≥ z₂ ≥ …). Where they are tied the spread is zero; it counts as a small part of the spread of all logits then, held constant, which
/// leaves the ratio invariant.
/// </summary>
internal static class LogitRatio
{
    /// <summary>Without a target.</summary>
    public const int FewestClasses = 3;

    /// <summary>With one.</summary>
    public const int FewestClassesWithTarget = 4;

    private const double SmallestShare = 1e-6, Smallest = 1e-12;

    /// <summary>The weights of the logits whose sum is the spread.</summary>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="isTargeted">Which of the two.</param>
    /// <returns>float32 [n, K].</returns>
    public static Tensor Weights(Tensor logits, bool isTargeted)
    {
        using var scope = NewDisposeScope();
        (_, Tensor order) = logits.topk(isTargeted ? FewestClassesWithTarget : FewestClasses, 1);
        float[] ranked = isTargeted ? [1, 0, -0.5f, -0.5f] : [1, 0, -1];
        Tensor weights = tensor(ranked, device: logits.device).expand(logits.shape[0], -1).contiguous();
        return zeros_like(logits).scatter(1, order, weights).MoveToOuterDisposeScope();
    }

    /// <summary>The ratio.</summary>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="margins">float32 [n].</param>
    /// <param name="weights">float32 [n, K].</param>
    /// <returns>float32 [n].</returns>
    public static Tensor Values(Tensor logits, Tensor margins, Tensor weights)
    {
        using var scope = NewDisposeScope();
        (Tensor spread, _) = Spread(logits, weights);
        return (margins.to_type(ScalarType.Float64) / spread).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Its derivatives by the logits.</summary>
    /// <param name="logits">float32 [n, K].</param>
    /// <param name="margin">The derivatives of the margin, float32 [n, K].</param>
    /// <param name="weights">float32 [n, K].</param>
    /// <returns>float32 [n, K].</returns>
    public static Tensor Cotangents(Tensor logits, Tensor margin, Tensor weights)
    {
        using var scope = NewDisposeScope();
        (Tensor spread, Tensor isTied) = Spread(logits, weights);
        Tensor perImage = spread.unsqueeze(1), value = (logits.to_type(ScalarType.Float64) * margin).sum([1], keepdim: true);
        Tensor bySpread = weights.masked_fill(isTied.unsqueeze(1), 0) * value / perImage;
        return ((margin - bySpread) / perImage).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    private static (Tensor Spread, Tensor IsTied) Spread(Tensor logits, Tensor weights)
    {
        Tensor precise = logits.to_type(ScalarType.Float64), spread = (precise * weights).sum([1]);
        Tensor least = ((precise.amax([1]) - precise.amin([1])) * SmallestShare) + Smallest;
        return (spread.maximum(least), spread.lt(least));
    }
}
