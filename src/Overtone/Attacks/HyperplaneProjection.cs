using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The smallest change, in ℓ∞ or ℓ2, that brings a point of the box [0, 1] onto a hyperplane without leaving the box; where none does, the
/// change that comes nearest to it. Coordinates move at equal speed (ℓ∞) or in proportion to the normal (ℓ2) until each meets the box, and
/// the time at which the plane is reached is found by sorting those of the meetings (Croce and Hein 2020, ICML, FAB, section 2).
/// </summary>
internal static class HyperplaneProjection
{
    private const double Tiny = 1e-300;

    /// <summary>The changes.</summary>
    /// <param name="norm">Which norm is smallest.</param>
    /// <param name="points">Points in the box, float64 [n, d].</param>
    /// <param name="normals">The normals w of the planes, float64 [n, d].</param>
    /// <param name="gaps">How much w·x has to grow to reach each plane, float64 [n].</param>
    /// <returns>float64 [n, d].</returns>
    public static Tensor Of(AttackNorm norm, Tensor points, Tensor normals, Tensor gaps)
    {
        using var scope = NewDisposeScope();
        Tensor signs = normals.sign() * gaps.sign().unsqueeze(1), room = where(signs.gt(0), 1 - points, points);
        Tensor weights = normals.abs(), speeds = norm == AttackNorm.Linf ? signs.abs() : weights;
        Tensor meetings = where(speeds.gt(0), room / speeds.clamp_min(Tiny), zeros_like(room));
        (Tensor times, Tensor order) = meetings.sort(1);
        Tensor rates = (weights * speeds).gather(1, order), stopped = rates.cumsum(1), gained = (rates * times).cumsum(1);
        Tensor total = stopped.narrow(1, -1, 1), reached = gained + (times * (total - stopped)), wanted = gaps.abs().unsqueeze(1);

        // The number of coordinates that meet the box before the plane is reached.
        Tensor before = reached.lt(wanted).sum([1], keepdim: true), none = zeros_like(total);
        Tensor gainedBefore = cat([none, gained], 1).gather(1, before), stoppedBefore = cat([none, stopped], 1).gather(1, before);
        Tensor time = (wanted - gainedBefore) / (total - stoppedBefore).clamp_min(Tiny);
        Tensor end = where(before.eq(points.shape[1]), times.narrow(1, -1, 1), time);
        return (signs * speeds * end.minimum(meetings)).MoveToOuterDisposeScope();
    }
}
