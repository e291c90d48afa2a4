using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// The smallest change, in ℓ∞ or ℓ2, that brings a point of the box [0, 1] onto a hyperplane without leaving the box; where none does, the
/// change that comes nearest to it. Coordinates move at equal speed (ℓ∞) or in proportion to the normal (ℓ2) until each meets the box
/// (Croce and Hein 2020, ICML, FAB, section 2). What is gained by then is concave and linear between meetings, so that Newton's method
/// finds the time at which the plane is reached exactly, mostly in a few passes, where the published program sorts all meetings.
/// </summary>
internal static class HyperplaneProjection
{
    private const double Tiny = 1e-30;

    /// <summary>The changes.</summary>
    /// <param name="norm">Which norm is smallest.</param>
    /// <param name="points">Points in the box, float32 or float64 [n, d].</param>
    /// <param name="normals">The normals w of the planes, of the same type, [n, d].</param>
    /// <param name="gaps">How much w·x has to grow to reach each plane, of the same type, [n].</param>
    /// <returns>Of the same type, [n, d].</returns>
    public static Tensor Of(AttackNorm norm, Tensor points, Tensor normals, Tensor gaps)
    {
        using var scope = NewDisposeScope();
        Tensor signs = normals.sign() * gaps.sign().unsqueeze(1), room = where(signs.gt(0), 1 - points, points);
        Tensor weights = normals.abs(), speeds = norm == AttackNorm.Linf ? signs.abs() : weights;
        Tensor meetings = where(speeds.gt(0), room / speeds.clamp_min(Tiny), zeros_like(room));
        Tensor end = TimeToGain(gaps.abs().unsqueeze(1), weights * speeds, meetings);
        return (signs * speeds * end.minimum(meetings)).MoveToOuterDisposeScope();
    }

    // From below: a tangent of a concave function lies above it. Once the same coordinates are stopped the time stays as it is, to the bit.
    private static Tensor TimeToGain(Tensor wanted, Tensor rates, Tensor meetings)
    {
        Tensor gains = rates * meetings, time = zeros_like(wanted), isMoving = meetings.gt(time);
        while (true)
        {
            using var scope = NewDisposeScope();
            Tensor rate = where(isMoving, rates, 0.0).sum([1], keepdim: true);
            Tensor gained = where(isMoving, 0.0, gains).sum([1], keepdim: true);
            Tensor next = ((wanted - gained) / rate.clamp_min(Tiny)).maximum(time);
            if (!next.gt(time).any().item<bool>())
                return time;
            time = next.MoveToOuterDisposeScope();
            isMoving = meetings.gt(time).MoveToOuterDisposeScope();
        }
    }
}
