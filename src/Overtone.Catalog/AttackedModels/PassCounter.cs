using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Catalog.AttackedModels;

/// <summary>A classifier that counts what it is asked, in images. It does not own the classifier behind it.</summary>
internal class PassCounter : IClassifier
{
    private readonly IClassifier _classifier;

    private PassCounter(IClassifier classifier) => _classifier = classifier;

    /// <summary>Forward passes, those that go with a backward pass among them.</summary>
    public long Forward { get; private set; }

    /// <summary>Backward passes.</summary>
    public long Backward { get; private set; }

    public InputSize InputSize => _classifier.InputSize;

    public int ClassCount => _classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => _classifier.ClassNames;

    public ClassifierDescription Description => _classifier.Description;

    /// <summary>Counts what a classifier is asked.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="hasGradients">Whether its gradients are handed on where it has any.</param>
    public static PassCounter Of(IClassifier classifier, bool hasGradients) => hasGradients && classifier is IDifferentiableClassifier one
        ? new WithGradients(one)
        : new PassCounter(classifier);

    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        Forward += images.shape[0];
        return _classifier.Logits(images, cancellation);
    }

    public void Dispose()
    {
        // The classifier is its owner's.
    }

    private sealed class WithGradients(IDifferentiableClassifier classifier) : PassCounter(classifier), IDifferentiableClassifier
    {
        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            (Forward, Backward) = (Forward + images.shape[0], Backward + images.shape[0]);
            return classifier.InputGradient(images, cotangents, cancellation);
        }
    }
}
