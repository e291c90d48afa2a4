using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>A classifier whose logits are multiplied by a number. It does not own the classifier.</summary>
internal sealed class ScaledClassifier(IDifferentiableClassifier classifier, double scale) : IDifferentiableClassifier
{
    public InputSize InputSize => classifier.InputSize;

    public int ClassCount => classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => classifier.ClassNames;

    public ClassifierDescription Description => classifier.Description;

    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        using Tensor logits = classifier.Logits(images, cancellation);
        return logits * scale;
    }

    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        ClassifierGradient gradient = classifier.InputGradient(
            images, (logits, first) => cotangents(logits * scale, first) * scale, cancellation);
        return new ClassifierGradient(
            (gradient.Logits * scale).MoveToOuterDisposeScope(), gradient.Gradient.MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        // The classifier is its owner's.
    }
}
