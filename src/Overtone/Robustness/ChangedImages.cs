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
    public static ClassifierAnswers Ask(IClassifier classifier, LabelledImages images, Func<Tensor, int, Tensor> change, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        int batch = classifier.Description.BatchSize;
        for (int first = 0; first < images.Count; first += batch)
        {
            CollectionPoint.Collect();
            using var inner = NewDisposeScope();
            Tensor pixels = images.Pixels.narrow(0, first, Math.Min(batch, images.Count - first));
            parts.Add(classifier.Logits(change(pixels, images.First + first), cancellation).MoveToOuterDisposeScope());
        }

        return ClassifierAnswers.Of(cat(parts), images.Labels.Span);
    }
}
