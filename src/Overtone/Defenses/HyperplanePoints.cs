using Overtone.Models;
using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>Points along the directions to the nearest hyperplanes of units.</summary>
/// <param name="units">Answers with the units' values.</param>
/// <param name="scheme">How many directions, and how far.</param>
internal sealed class HyperplanePoints(IDifferentiableClassifier units, SampledBallAverage scheme) : Neighbourhood
{
    // A unit that does not depend on the image is at no distance; its direction is zero.
    private const double SmallestNorm = 1e-30;

    private readonly LinePoints _points = new([scheme]);

    public override int Count => _points.Count;

    public override bool IsFrozen => true;

    public override PointOffsets Around(Tensor images, int first, long call, CancellationToken cancellation)
    {
        Tensor[] directions = [.. Enumerable.Range(0, (int)images.shape[0])
            .Select(image => Nearest(images.narrow(0, image, 1), cancellation))];
        return (image, point, count) => _points.Offsets(directions[image], point, count);
    }

    /// <summary>The directions to the nearest hyperplanes, nearest first: unit vectors, [K, pixels].</summary>
    /// <param name="image">[1, C, H, W].</param>
    /// <param name="cancellation">Checked between batches.</param>
    public Tensor Nearest(Tensor image, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        // All units at once: the image as often as there are units, each time with the cotangent of another one.
        int count = units.ClassCount;
        Tensor one = eye(count, dtype: ScalarType.Float32, device: image.device);
        ClassifierGradient answers = units.InputGradient(image.expand(count, -1, -1, -1).contiguous(), one, cancellation);
        Tensor gradients = answers.Gradient.flatten(1), norms = gradients.norm(1).clamp_min(SmallestNorm);
        Tensor nearest = (answers.Logits[0].abs() / norms).argsort().narrow(0, 0, scheme.Directions);
        return (gradients / norms.unsqueeze(1)).index_select(0, nearest).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _points.Dispose();
        base.Dispose(isDisposing);
    }
}
