using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>Points along directions: which direction each goes, and how far.</summary>
internal sealed class LinePoints : IDisposable
{
    private readonly Tensor _directions;
    private readonly Tensor _distances;

    /// <summary>The points of several schemes, one after the other, whose directions lie one after the other too.</summary>
    public LinePoints(IReadOnlyList<IPointScheme> schemes)
    {
        var points = new List<(long Direction, double Distance)>();
        long before = 0;
        foreach (IPointScheme scheme in schemes)
        {
            points.AddRange(Enumerable.Range(0, scheme.Points).Select(scheme.PointAt)
                .Select(point => (before + point.Direction, point.Distance)));
            before += scheme.Directions;
        }

        Count = points.Count;
        _directions = tensor(points.Select(point => point.Direction).ToArray()).DetachFromDisposeScope();
        _distances = tensor(points.Select(point => (float)point.Distance).ToArray(), [Count, 1]).DetachFromDisposeScope();
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Some of the points, [count, n].</summary>
    /// <param name="directions">float32 [K, n], unit vectors.</param>
    /// <param name="first">The first point.</param>
    /// <param name="count">How many.</param>
    public Tensor Offsets(Tensor directions, int first, int count)
    {
        using var scope = NewDisposeScope();
        Tensor which = _directions.narrow(0, first, count).to(directions.device);
        Tensor distances = _distances.narrow(0, first, count).to(directions.device);
        return directions.index_select(0, which).mul_(distances).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _directions.Dispose();
        _distances.Dispose();
    }
}
