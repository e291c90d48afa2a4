using Overtone.Models;
namespace Overtone.Robustness;

/// <summary>
/// One measured cell of a heat map.
/// Source: 1906.08988, Fig. 3.
/// </summary>
/// <param name="Frequency">The canonical member of its conjugate pair.</param>
/// <param name="Answers">What the classifier said to each perturbed image.</param>
/// <param name="LogitShift">The ℓ2 distance of each image's logits from its clean ones; empty when it was not asked for.</param>
/// <param name="EffectiveNorm">The mean ℓ2 norm of one channel's perturbation, after clipping if there was any.</param>
public sealed record HeatMapCell(
    SpatialFrequency Frequency, ClassifierAnswers Answers, IReadOnlyList<double> LogitShift, double EffectiveNorm);
