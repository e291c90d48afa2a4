using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// A classifier that averages another one's answers over points around each image. Points may leave [0, 1]: nothing is clipped. They are
/// made a batch of the classifier inside at a time, so that memory does not grow with their number.
/// </summary>
internal class NeighbourhoodClassifier : DefendedClassifier
{
    // A batch that is not full costs nearly as much as a full one: with eight before it that no longer matters.
    private const int BatchesOfGroup = 8;

    private readonly IClassifier _classifier;
    private readonly Defense _defense;
    private readonly Neighbourhood _neighbourhood;
    private readonly PointAverage _average;
    private long _calls;

    private NeighbourhoodClassifier(
        IClassifier classifier, Defense defense, Neighbourhood neighbourhood, PointAverage average)
        : base(classifier, defense) =>
        (_classifier, _defense, _neighbourhood, _average) = (classifier, defense, neighbourhood, average);

    public override bool IsRandom => !_neighbourhood.IsFrozen || base.IsRandom;

    /// <summary>Wraps a classifier.</summary>
    /// <param name="classifier">The classifier inside.</param>
    /// <param name="defense">The defence.</param>
    /// <param name="neighbourhood">Its points, disposed with what is returned.</param>
    /// <param name="average">How answers at them are averaged.</param>
    public static NeighbourhoodClassifier Of(
        IClassifier classifier, Defense defense, Neighbourhood neighbourhood, PointAverage average) =>
        classifier is IDifferentiableClassifier differentiable
            ? new WithGradient(differentiable, defense, neighbourhood, average)
            : new NeighbourhoodClassifier(classifier, defense, neighbourhood, average);

    /// <summary>Throws for a classifier whose answers cannot be averaged.</summary>
    public static void RequireAveraged(IClassifier classifier)
    {
        Defense.Require(
            classifier.ClassCount > 1, "Outputs of the classifier", classifier.ClassCount,
            "at least 2, one logit a class; LogitClassifier makes two of one");
        Defense.Require(
            classifier is not DefendedClassifier { IsRandom: true }, "Classifier inside", "a defence that draws at each call",
            "a classifier that answers the same each time, as a frozen defence does: gradients ask it twice");
    }

    public override Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        Classifier.RequireImages(images, InputSize);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
        ForEachGroup(
            images,
            (group, first, offsets) =>
                logits.narrow(0, first, group.shape[0]).copy_(_average.Of(Answers(group, offsets, cancellation))),
            cancellation);
        return logits.MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _neighbourhood.Dispose();
        base.Dispose(isDisposing);
    }

    // As many images as fill a few batches with their points; where one has more points than that, it alone.
    private void ForEachGroup(Tensor images, Action<Tensor, int, PointOffsets> action, CancellationToken cancellation)
    {
        long call = _calls++;
        int total = (int)images.shape[0], most = (int)Math.Max(1, (long)BatchesOfGroup * BatchSize / _neighbourhood.Count);
        for (int first = 0; first < total; first += most)
        {
            using var scope = NewDisposeScope();
            Tensor group = images.narrow(0, first, Math.Min(most, total - first)).detach();
            action(group, first, _neighbourhood.Around(group, first, call, cancellation));
        }
    }

    private Tensor Answers(Tensor group, PointOffsets offsets, CancellationToken cancellation)
    {
        Tensor answers = empty([group.shape[0] * _neighbourhood.Count, ClassCount], ScalarType.Float32, group.device);
        ForEachBatch(group, offsets, (points, first) =>
            answers.narrow(0, first, points.shape[0]).copy_(_classifier.Logits(points, cancellation)));
        return answers.reshape(group.shape[0], _neighbourhood.Count, ClassCount);
    }

    // All points of all images of a group, one image after the other.
    private void ForEachBatch(Tensor group, PointOffsets offsets, Action<Tensor, int> action)
    {
        int count = _neighbourhood.Count, total = (int)group.shape[0] * count;
        for (int first = 0; first < total; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            action(PointsAt(group, offsets, first, Math.Min(BatchSize, total - first)), first);
        }
    }

    private Tensor PointsAt(Tensor group, PointOffsets offsets, int first, int total)
    {
        int image = first / _neighbourhood.Count, point = first % _neighbourhood.Count;
        // Of one image: no copy is needed.
        if (point + total <= _neighbourhood.Count)
            return Around(image, point, total);
        Tensor points = empty([total, .. group.shape[1..]], ScalarType.Float32, group.device);
        for (int at = 0; at < total;)
        {
            using var inner = NewDisposeScope();
            int some = Math.Min(_neighbourhood.Count - point, total - at);
            points.narrow(0, at, some).copy_(Around(image, point, some));
            (at, image, point) = (at + some, image + 1, 0);
        }

        return points;

        Tensor Around(int n, int from, int count) =>
            offsets(n, from, count).reshape([count, .. group.shape[1..]]).add_(group.narrow(0, n, 1));
    }

    private sealed class WithGradient(
        IDifferentiableClassifier classifier, Defense defense, Neighbourhood neighbourhood, PointAverage average)
        : NeighbourhoodClassifier(classifier, defense, neighbourhood, average), IDifferentiableClassifier
    {
        // Two forward passes and one backward: the cotangents of a point depend on all points of its image.
        public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
        {
            Classifier.RequireImages(images, InputSize);
            if (!_average.HasGradient)
            {
                throw new MissingGradientException(
                    _defense.Name, "none: a vote is constant almost everywhere", "an average of softmax or logits, or an attack without "
                        + "gradients");
            }

            using var scope = NewDisposeScope();
            Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
            Tensor gradient = zeros_like(images);
            ForEachGroup(images, (group, first, offsets) =>
            {
                Tensor values = logits.narrow(0, first, group.shape[0]), sums = gradient.narrow(0, first, group.shape[0]);
                Tensor ofPoints = CotangentsOf(Answers(group, offsets, cancellation), values, given => cotangents(given, first));
                ForEachBatch(group, offsets, (points, start) =>
                {
                    Tensor some = ofPoints.narrow(0, start, points.shape[0]);
                    Tensor perPoint = classifier.InputGradient(points, some, cancellation).Gradient;
                    sums.index_add_(0, ImagesOf(points.shape[0], start, group.device), perPoint, 1);
                });
            }, cancellation);
            return new ClassifierGradient(logits.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
        }

        // Which image of the group each point belongs to.
        private Tensor ImagesOf(long points, int first, Device device) =>
            arange(first, first + points, ScalarType.Int64, device).div_(_neighbourhood.Count, RoundingMode.floor);

        // Through the average, [n × points, K]; the averages themselves go to where they belong.
        private Tensor CotangentsOf(Tensor answers, Tensor values, Func<Tensor, Tensor> cotangents)
        {
            using var withGradient = enable_grad();
            Tensor variable = answers.detach().requires_grad_();
            Tensor averages = _average.Of(variable);
            using (no_grad())
                values.copy_(averages);
            autograd.backward([averages], [cotangents(averages.detach())], inputs: [variable]);
            return variable.grad!.reshape(-1, ClassCount);
        }
    }
}
