using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// Many short steps along the steepest direction, each put back into a set: what projected gradient descent does from a start.
/// </summary>
/// <param name="set">Where points may lie.</param>
/// <param name="steps">Gradient steps.</param>
/// <param name="length">The length of a step.</param>
/// <param name="stopsWhenBroken">Whether an image is left alone once it is broken.</param>
internal sealed class GradientAscent(IPerturbationSet set, int steps, double length, bool stopsWhenBroken)
{
    /// <summary>Ascends from points, and offers each one visited.</summary>
    public void Run(
        IDifferentiableClassifier classifier, ImageLoss loss, Tensor images, Tensor start, BestIterate best,
        CancellationToken cancellation)
    {
        Tensor all = arange(images.shape[0], dtype: ScalarType.Int64, device: images.device);
        (Tensor indices, Tensor points) = StillAttacked(best, all, start);
        for (int n = 0; n < steps && indices.shape[0] > 0; n++)
        {
            using var scope = NewDisposeScope();
            ImageLoss wanted = loss.Some(indices);
            Tensor clean = images.index_select(0, indices);
            using ClassifierGradient gradient = classifier.Of(indices).InputGradient(points, wanted.Cotangents, cancellation);
            best.Offer(indices, points, LossCotangents.Margins(gradient.Logits, wanted.Labels));
            Tensor moved = set.Inside(clean, points + (set.SteepestStep(gradient.Gradient) * length));
            (indices, points) = StillAttacked(best, indices, moved);
            indices.MoveToOuterDisposeScope();
            points.MoveToOuterDisposeScope();
        }

        if (indices.shape[0] == 0)
            return;
        using Tensor last = classifier.Of(indices).Logits(points, cancellation),
            margins = LossCotangents.Margins(last, loss.Labels.index_select(0, indices));
        best.Offer(indices, points, margins);
    }

    private (Tensor Places, Tensor Points) StillAttacked(BestIterate best, Tensor indices, Tensor points)
    {
        if (!stopsWhenBroken)
            return (indices.alias(), points.alias());
        Tensor standing = best.StandingAmong(indices);
        return (indices.index_select(0, standing), points.index_select(0, standing));
    }
}
