namespace Overtone.Models;

/// <summary>
/// What a classifier's outputs are.
/// Source: none.
/// </summary>
public enum OutputKind
{
    /// <summary>Scores, of which a softmax makes probabilities.</summary>
    Logits,

    /// <summary>
    /// Probabilities: none negative, those of an image summing to 1. <see cref="LogProbabilityClassifier"/> makes logits of them.
    /// </summary>
    Probabilities,
}
