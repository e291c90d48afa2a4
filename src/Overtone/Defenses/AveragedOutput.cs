namespace Overtone.Defenses;

/// <summary>
/// What is averaged over the points around an image.
/// Source: <c>avg_softmax</c>, <c>avg_feat</c> and <c>most_vote</c> in the code of 1905.12797's authors.
/// </summary>
public enum AveragedOutput
{
    /// <summary>The probabilities, as published. The logits of the average are their logarithms.</summary>
    Softmax,

    /// <summary>The logits: a linear average, so that affine classifiers stay as they are under pairs of opposite points.</summary>
    Logits,

    /// <summary>
    /// The shares of the points at which each class has the largest logit (the first of equal ones); logits are their logarithms, and
    /// those of a share of zero ln <see cref="Models.LogitClassifier.Floor"/>. There is no gradient.
    /// </summary>
    Vote,
}
