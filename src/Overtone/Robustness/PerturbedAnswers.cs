using Overtone.Models;

namespace Overtone.Robustness;

/// <summary>
/// What a classifier said to images of which each was perturbed along a frequency of its own.
/// Source: as <see cref="FourierHeatMap"/>.
/// </summary>
/// <param name="Answers">What it said to each perturbed image.</param>
/// <param name="LogitShift">The ℓ2 distance of each image's logits from its clean ones; empty when it was not asked for.</param>
/// <param name="EffectiveNorm">The mean ℓ2 norm over each image's channels, after clipping if there was any.</param>
public sealed record PerturbedAnswers(
    ClassifierAnswers Answers, IReadOnlyList<double> LogitShift, IReadOnlyList<double> EffectiveNorm);
