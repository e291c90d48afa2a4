using Overtone.Models;
using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>Points along the directions to the nearest hyperplanes of units.</summary>
/// <param name="units">Answers with the units' values.</param>
/// <param name="scheme">How many directions, and how far.</param>
/// <param name="weights">‖w‖ of each unit, for distances |y| / ‖w‖; null for |y| / ‖∇y‖.</param>
internal sealed class HyperplanePoints(IDifferentiableClassifier units, SampledBallAverage scheme, IReadOnlyList<double>? weights = null)
    : Neighbourhood
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
        if (weights is not null)
            return NearestByWeights(image, [.. weights.Select(norm => (float)norm)], cancellation).MoveToOuterDisposeScope();
        // All units at once: the image as often as there are units, each time with the cotangent of another one.
        int count = units.ClassCount;
        Tensor one = eye(count, dtype: ScalarType.Float32, device: image.device);
        ClassifierGradient answers = units.InputGradient(image.expand(count, -1, -1, -1).contiguous(), one, cancellation);
        Tensor gradients = answers.Gradient.flatten(1), norms = gradients.norm(1).clamp_min(SmallestNorm);
        Tensor nearest = (answers.Logits[0].abs() / norms).argsort().narrow(0, 0, scheme.Directions);
        return (gradients / norms.unsqueeze(1)).index_select(0, nearest).MoveToOuterDisposeScope();
    }

    // The image as often as there are directions, each time with the cotangent of another of the nearest units.
    private Tensor NearestByWeights(Tensor image, float[] norms, CancellationToken cancellation)
    {
        ClassifierGradient answers = units.InputGradient(
            image.expand(scheme.Directions, -1, -1, -1).contiguous(), Nearest, cancellation);
        Tensor gradients = answers.Gradient.flatten(1);
        return gradients / gradients.norm(1, keepdim: true).clamp_min(SmallestNorm);

        Tensor Nearest(Tensor values, int first)
        {
            Tensor distances = values[0].abs() / tensor(norms, device: values.device).clamp_min((float)SmallestNorm);
            Tensor places = distances.argsort().narrow(0, first, values.shape[0]);
            return nn.functional.one_hot(places, values.shape[1]).to_type(ScalarType.Float32);
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _points.Dispose();
        base.Dispose(isDisposing);
    }
}
