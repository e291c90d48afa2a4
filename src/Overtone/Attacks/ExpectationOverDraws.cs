using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// A classifier that answers differently each time, asked several times: its logits are the mean logarithms of its softmax over the draws,
/// and its gradient is the mean of the gradients of each draw's own loss (expectation over transformation). It is what a random
/// classifier is attacked through; what it reports is judged on the classifier itself.
/// Source: Athalye et al. 2018 (1802.00420), section 4.2; the mean of losses as in AutoAttack's version "rand".
/// </summary>
/// <param name="classifier">The classifier, which stays the caller's.</param>
/// <param name="draws">How often it is asked, 1 or more.</param>
public sealed class ExpectationOverDraws(IDifferentiableClassifier classifier, int draws) : IDifferentiableClassifier
{
    /// <inheritdoc/>
    public InputSize InputSize => classifier.InputSize;

    /// <inheritdoc/>
    public int ClassCount => classifier.ClassCount;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => classifier.ClassNames;

    /// <inheritdoc/>
    public ClassifierDescription Description => classifier.Description.With($"mean of {draws} draws");

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There are no draws.</exception>
    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor sum = classifier.Logits(images, cancellation).log_softmax(1);
        for (int draw = 1; draw < draws; draw++)
        {
            using var inner = NewDisposeScope();
            sum.add_(classifier.Logits(images, cancellation).log_softmax(1));
        }

        return sum.div_(draws).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There are no draws.</exception>
    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        ClassifierGradient first = classifier.InputGradient(images, cotangents, cancellation);
        Tensor logits = first.Logits.log_softmax(1), gradient = first.Gradient;
        for (int draw = 1; draw < draws; draw++)
        {
            using var inner = NewDisposeScope();
            ClassifierGradient next = classifier.InputGradient(images, cotangents, cancellation);
            logits.add_(next.Logits.log_softmax(1));
            gradient.add_(next.Gradient);
        }

        return new ClassifierGradient(
            logits.div_(draws).MoveToOuterDisposeScope(), gradient.div_(draws).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The classifier is its owner's.
    }
}
