using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>Points along random directions: drawn once, or at each call for each image.</summary>
internal sealed class RandomDirections : Neighbourhood
{
    private readonly IReadOnlyList<IPointScheme> _schemes;
    private readonly string _stream;
    private readonly long _seed;
    private readonly LinePoints _points;
    private readonly Tensor? _frozen;

    public RandomDirections(IReadOnlyList<IPointScheme> schemes, string stream, long seed, bool isFrozen)
    {
        (_schemes, _stream, _seed, _points) = (schemes, stream, seed, new LinePoints(schemes));
        _frozen = isFrozen ? Draw(0, 0).DetachFromDisposeScope() : null;
    }

    public override int Count => _points.Count;

    public override bool IsFrozen => _frozen is not null;

    /// <summary>All points of a frozen neighbourhood, float32 [count, n].</summary>
    public Tensor All() => _points.Offsets(_frozen!, 0, Count);

    public override PointOffsets Around(Tensor images, int first, long call, CancellationToken cancellation)
    {
        Device device = images.device;
        Tensor[] directions = _frozen is { } frozen
            ? [frozen.to(device)]
            : [.. Enumerable.Range(first, (int)images.shape[0]).Select(image => Draw(call, image).to(device))];
        return (image, point, count) => _points.Offsets(directions[directions.Length == 1 ? 0 : image], point, count);
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            _points.Dispose();
            _frozen?.Dispose();
        }

        base.Dispose(isDisposing);
    }

    // Of all schemes, one after the other, float32.
    private Tensor Draw(long call, int image)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(_seed, $"{_stream} {call}", image);
        return cat([.. _schemes.Select(scheme => scheme.DrawDirections(generator, ScalarType.Float32))]).MoveToOuterDisposeScope();
    }
}
