using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks.Masking;

/// <summary>A classifier whose passes are counted, one for each image and call. It does not own the classifier.</summary>
internal class CountedClassifier : IClassifier
{
    private readonly IClassifier _classifier;

    private CountedClassifier(IClassifier classifier, MaskingWork work) => (_classifier, Work) = (classifier, work);

    public InputSize InputSize => _classifier.InputSize;

    public int ClassCount => _classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => _classifier.ClassNames;

    public ClassifierDescription Description => _classifier.Description;

    protected MaskingWork Work { get; }

    /// <summary>Counts the passes of a classifier; what is returned has gradients if the classifier has.</summary>
    public static CountedClassifier Of(IClassifier classifier, MaskingWork work) => classifier is IDifferentiableClassifier differentiable
        ? new WithGradient(differentiable, work)
        : new CountedClassifier(classifier, work);

    /// <inheritdoc cref="Of(IClassifier, MaskingWork)"/>
    public static IDifferentiableClassifier Of(IDifferentiableClassifier classifier, MaskingWork work) =>
        new WithGradient(classifier, work);

    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        Work.Count(images.shape[0], isBackward: false);
        return _classifier.Logits(images, cancellation);
    }

    public void Dispose()
    {
        // The classifier is its owner's.
    }

    private sealed class WithGradient(IDifferentiableClassifier classifier, MaskingWork work)
        : CountedClassifier(classifier, work), IDifferentiableClassifier
    {
        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            Work.Count(images.shape[0], isBackward: true);
            return classifier.InputGradient(images, cotangents, cancellation);
        }
    }
}
