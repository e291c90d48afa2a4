namespace Overtone.Models;

/// <summary>
/// What a classifier's outputs are.
/// Source: none.
/// </summary>
public enum OutputKind
{
    /// <summary>Scores, of which a softmax makes probabilities.</summary>
    Logits,

    /// <summary>Probabilities: none negative, those of an image summing to 1.</summary>
    Probabilities,

    /// <summary>One number: the probability of the second of two classes, as a sigmoid gives it.</summary>
    OneProbability,

    /// <summary>One number: the score of the second of two classes against the first, whose sigmoid is its probability.</summary>
    OneLogit,
}
