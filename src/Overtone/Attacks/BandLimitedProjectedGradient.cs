using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Projected gradient descent with frequencies of one band only.
/// Source: as <see cref="BandLimitedAttack"/>, with the steps of Madry et al. 2018.
/// </summary>
public sealed record BandLimitedProjectedGradient : BandLimitedAttack
{
    /// <inheritdoc cref="ProjectedGradient.Steps"/>
    public int Steps { get; init; } = 20;

    /// <inheritdoc cref="ProjectedGradient.StepSize"/>
    public double? StepSize { get; init; }

    /// <inheritdoc cref="ProjectedGradient.IsRandomStart"/>
    public bool IsRandomStart { get; init; } = true;

    /// <inheritdoc/>
    protected override string Family => "band-pgd";

    private protected override Tensor PerturbWithin(
        IPerturbationSet set, IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation) =>
        new ProjectedGradient
        {
            Ball = Ball,
            Loss = Loss,
            Steps = Steps,
            StepSize = StepSize,
            IsRandomStart = IsRandomStart,
            Restarts = Restarts,
            StopsWhenBroken = StopsWhenBroken,
            Seed = Seed,
        }.PerturbWithin(set, classifier, images, cancellation);
}
