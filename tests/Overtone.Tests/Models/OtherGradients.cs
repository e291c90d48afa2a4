using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

/// <summary>A classifier whose gradients are those of its logits times a factor.</summary>
internal sealed class OtherGradients(IDifferentiableClassifier classifier, double factor) : IDifferentiableClassifier
{
    public InputSize InputSize => classifier.InputSize;

    public int ClassCount => classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => classifier.ClassNames;

    public ClassifierDescription Description => classifier.Description;

    public Tensor Logits(Tensor images, CancellationToken cancellation = default) => classifier.Logits(images, cancellation);

    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        using ClassifierGradient gradient = classifier.InputGradient(images, cotangents, cancellation);
        return new ClassifierGradient(gradient.Logits * factor, gradient.Gradient * factor);
    }

    public void Dispose()
    {
    }
}
