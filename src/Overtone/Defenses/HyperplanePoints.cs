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
        Tensor directions = Nearest(images, cancellation);
        return (image, point, count) => _points.Offsets(directions[image], point, count);
    }

    /// <summary>The directions to the nearest hyperplanes, nearest first: unit vectors, [n, K, pixels].</summary>
    /// <param name="images">[n, C, H, W].</param>
    /// <param name="cancellation">Checked between batches.</param>
    public Tensor Nearest(Tensor images, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        return (weights is null
            ? stack([.. images.split(1).Select(image => NearestOfAll(image, cancellation))])
            : NearestByWeights(images, [.. weights.Select(norm => (float)norm)], cancellation)).MoveToOuterDisposeScope();
    }

    private Tensor NearestOfAll(Tensor image, CancellationToken cancellation)
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

    // One forward pass tells which units are nearest; each of them is then differentiated for all images at once.
    private Tensor NearestByWeights(Tensor images, float[] norms, CancellationToken cancellation)
    {
        Tensor gradients = units.InputGradients(images, scheme.Directions, Nearest, cancellation).Gradients.flatten(2).transpose(0, 1);
        return gradients / gradients.norm(2, keepdim: true).clamp_min(SmallestNorm);

        Tensor Nearest(Tensor values, int first)
        {
            Tensor distances = values.abs() / tensor(norms, device: values.device).clamp_min((float)SmallestNorm);
            Tensor places = distances.argsort(1).narrow(1, 0, scheme.Directions);
            return nn.functional.one_hot(places, values.shape[1]).transpose(0, 1).to_type(ScalarType.Float32);
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _points.Dispose();
        base.Dispose(isDisposing);
    }
}
