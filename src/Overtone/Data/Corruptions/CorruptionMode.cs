namespace Overtone.Data.Corruptions;

/// <summary>
/// What becomes of the published program's peculiarities.
/// Source: 1903.12261 and the program that made CIFAR-10-C (hendrycks/robustness).
/// </summary>
public enum CorruptionMode
{
    /// <summary>
    /// As published, quirks included (<see cref="Corruption.Quirks"/> lists them): among them that every result is cut down to whole bytes,
    /// which darkens it by half a level of 255 on average.
    /// </summary>
    Faithful,

    /// <summary>The quirks mended; results are not rounded, except where the corruption itself works on bytes.</summary>
    Corrected,
}
