using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// An attack that asks for scores only, so that any classifier will do, with or without gradients. <see cref="AttackOutcome.HasGradient"/>
/// says nothing of it.
/// Source: none; each attack names its own.
/// </summary>
public abstract record ScoreAttack : Attack
{
    /// <inheritdoc cref="Attack.Run(IDifferentiableClassifier, LabelledImages, Action{double}?, CancellationToken)"/>
    public AttackOutcome RunByScores(
        IClassifier classifier, LabelledImages images, Action<double>? report = null, CancellationToken cancellation = default) =>
        RunOn(classifier, images, report, cancellation);

    /// <inheritdoc/>
    protected sealed override Tensor Perturb(
        IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation) =>
        PerturbByScores(classifier, images, cancellation);

    /// <inheritdoc cref="Attack.Perturb(IDifferentiableClassifier, LabelledImages, CancellationToken)"/>
    protected abstract Tensor PerturbByScores(IClassifier classifier, LabelledImages images, CancellationToken cancellation);
}
