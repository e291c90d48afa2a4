using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// Gradients of the usual scalars.
/// Source: cross-entropy as in torch (<c>F.cross_entropy</c>, reduction "sum"): its derivative by the logits is softmax − one-hot.
/// </summary>
public static class ClassifierGradients
{
    /// <summary>The gradient of Σ cotangent · logit: a vector-Jacobian product.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">float32 [N, C, H, W], pixels in [0, 1].</param>
    /// <param name="cotangents">float32 [N, K]; a one-hot row gives the gradient of one logit.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>Logits and gradient, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The cotangents have another shape than the logits.</exception>
    public static ClassifierGradient InputGradient(
        this IDifferentiableClassifier classifier, Tensor images, Tensor cotangents, CancellationToken cancellation = default)
    {
        long[] expected = [images.shape[0], classifier.ClassCount];
        if (!cotangents.shape.SequenceEqual(expected))
        {
            throw new ArgumentException(
                $"The cotangents have shape [{string.Join(", ", cotangents.shape)}]; expected [{string.Join(", ", expected)}].",
                nameof(cotangents));
        }

        return classifier.InputGradient(images, (logits, first) => cotangents.narrow(0, first, logits.shape[0]).to(logits.device),
            cancellation);
    }

    /// <summary>The gradient of the cross-entropy, summed over images: each image has the gradient of its own loss.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">float32 [N, C, H, W], pixels in [0, 1].</param>
    /// <param name="labels">One label per image, in [0, K).</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>Logits and gradient, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The labels are not as many as the images, or one is no class of the classifier.</exception>
    public static ClassifierGradient CrossEntropyGradient(
        this IDifferentiableClassifier classifier, Tensor images, IReadOnlyList<long> labels, CancellationToken cancellation = default)
    {
        int classes = classifier.ClassCount;
        if (labels.Count != images.shape[0])
            throw new ArgumentException($"There are {labels.Count} labels for {images.shape[0]} images.", nameof(labels));
        foreach (long label in labels.Where(label => label < 0 || label >= classes))
            throw new ArgumentException($"Label {label} is not one of the {classes} classes.", nameof(labels));
        return classifier.InputGradient(images, Cotangents, cancellation);

        Tensor Cotangents(Tensor logits, int first)
        {
            using var scope = NewDisposeScope();
            int count = (int)logits.shape[0];
            float[] oneHot = new float[count * classes];
            for (int image = 0; image < count; image++)
                oneHot[(image * classes) + (int)labels[first + image]] = 1;
            return (logits.softmax(1) - tensor(oneHot, [count, classes], device: logits.device)).MoveToOuterDisposeScope();
        }
    }
}
