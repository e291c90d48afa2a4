using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// Asks a classifier about images that are changed as they are needed, a batch at a time: memory does not grow with their number.
/// Source: none; what filters, noise and perturbations have in common.
/// </summary>
public static class ChangedImages
{
    /// <summary>The classifier's answers to changed images.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images as they are.</param>
    /// <param name="change">Changes some of them, given their pixels and the number of the first.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ClassifierAnswers Ask(
        IClassifier classifier, LabelledImages images, Func<Tensor, int, Tensor> change, CancellationToken cancellation = default)
    {
        using Tensor logits = Logits(classifier, images, change, cancellation);
        return ClassifierAnswers.Of(logits, images.Labels.Span);
    }

    /// <summary>The classifier's logits for changed images.</summary>
    /// <inheritdoc cref="Ask" path="/param|/exception"/>
    /// <returns>float32 [n, K]; the caller (or the caller's dispose scope) owns it.</returns>
    public static Tensor Logits(
        IClassifier classifier, LabelledImages images, Func<Tensor, int, Tensor> change, CancellationToken cancellation = default)
    {
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        int batch = classifier.Description.BatchSize;
        for (int first = 0; first < images.Count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            Tensor pixels = images.Pixels.narrow(0, first, Math.Min(batch, images.Count - first));
            parts.Add(classifier.Logits(change(pixels, images.First + first), cancellation).MoveToOuterDisposeScope());
        }

        return cat(parts).MoveToOuterDisposeScope();
    }
}
