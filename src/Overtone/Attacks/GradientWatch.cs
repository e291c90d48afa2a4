using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// A classifier that notes for which images of a batch an attack was ever given a gradient that says anything. Of the others it hands on
/// zeros, so that numbers that are none don't get into images.
/// </summary>
/// <param name="classifier">The classifier; not disposed.</param>
/// <param name="count">Images of the batch. An attack that asks about another number is taken to have one for all as soon as for
/// any.</param>
internal sealed class GradientWatch(IDifferentiableClassifier classifier, int count) : IDifferentiableClassifier
{
    public bool[] HasGradient { get; } = new bool[count];

    public InputSize InputSize => classifier.InputSize;

    public int ClassCount => classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => classifier.ClassNames;

    public ClassifierDescription Description => classifier.Description;

    public Tensor Logits(Tensor images, CancellationToken cancellation = default) => classifier.Logits(images, cancellation);

    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        ClassifierGradient gradient = classifier.InputGradient(images, cotangents, cancellation);
        bool[] usable = [.. gradient.Usable()];
        for (int image = 0; image < count; image++)
            HasGradient[image] |= usable.Length == count ? usable[image] : usable.Contains(true);
        for (int image = 0; image < usable.Length; image++)
        {
            if (!usable[image])
                gradient.Gradient.narrow(0, image, 1).zero_();
        }

        return gradient;
    }

    public void Dispose()
    {
    }
}
