using Overtone.Data;
using Overtone.Models;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// An attack whose perturbations have frequencies of one band only: which band suffices to fool a network? Where ball and box forbid a
/// perturbation that lies wholly in the band, <see cref="AttackOutcome.OutOfBand"/> says how much of it lies outside.
/// Source: alternating projections after Boyle and Dykstra 1986; band-limited attacks as in Guo et al. 2019 and Sharma et al. 2019.
/// </summary>
public abstract record BandLimitedAttack : Attack
{
    /// <summary>The frequencies a perturbation may have.</summary>
    public required BandFilter Band { get; init; }

    /// <summary>Rounds of alternating projections after each step, 1 or more.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>How many starts, 1 or more.</summary>
    public int Restarts { get; init; } = 1;

    /// <inheritdoc cref="ProjectedGradient.StopsWhenBroken"/>
    public bool StopsWhenBroken { get; init; }

    /// <inheritdoc cref="ProjectedGradient.Seed"/>
    public long Seed { get; init; }

    /// <inheritdoc/>
    protected override string Variant => $"{base.Variant}, {Band.Described}";

    /// <inheritdoc/>
    protected sealed override Tensor Perturb(
        IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Restarts, 1);
        if (Band.Refusal(classifier.InputSize.Height, classifier.InputSize.Width) is { } expected)
            throw new ArgumentException($"The band is {Band.Described}; for images of {classifier.InputSize}, expected {expected}.");
        using var scope = NewDisposeScope();
        return PerturbWithin(SetFor(images.Pixels), classifier, images, cancellation).MoveToOuterDisposeScope();
    }

    private protected abstract Tensor PerturbWithin(
        IPerturbationSet set, IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation);

    private protected sealed override AttackOutcome Describe(AttackOutcome outcome, LabelledImages images)
    {
        using var scope = NewDisposeScope();
        return outcome with { OutOfBand = SetFor(images.Pixels).Residues(outcome.Images - images.Pixels) };
    }

    private BandBall SetFor(Tensor pixels) =>
        new(Ball, Band.Mask((int)pixels.shape[2], (int)pixels.shape[3]).to(pixels.device), Rounds);
}
