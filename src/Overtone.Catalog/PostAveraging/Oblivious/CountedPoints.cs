using Overtone.Attacks;
using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Oblivious;

/// <summary>
/// The points of an attack on the undefended network, and which of them count as published: those that it gets wrong and that lie within ε
/// in ℓ∞, also for attacks that lower another norm.
/// </summary>
/// <param name="Pixels">float32 [n, C, H, W], the attack's.</param>
/// <param name="Counts">Which images count.</param>
/// <param name="Found">How many were found at any distance.</param>
/// <param name="UndefendedAccuracy">The network's accuracy with these points in the place of the images that count.</param>
/// <param name="MedianDistance">The median ℓ∞ distance of those that count; NaN if none does.</param>
internal sealed record CountedPoints(Tensor Pixels, bool[] Counts, int Found, double UndefendedAccuracy, double MedianDistance)
{
    // Between float32 images a norm is known to about this much.
    private const double Tolerance = 1e-6;

    /// <summary>Counts the points of an attack.</summary>
    public static CountedPoints Of(AttackOutcome outcome, LabelledImages images, double epsilon)
    {
        using var scope = NewDisposeScope();
        double[] distances = [.. new NormBall(AttackNorm.Linf, epsilon).NormsOf(outcome.Images - images.Pixels).cpu().data<double>()];
        bool[] isFound = [.. outcome.IsBroken.Zip(outcome.WasWrong, (broken, wrong) => broken && !wrong)];
        bool[] counts = [.. isFound.Select((found, n) => found && distances[n] <= epsilon + Tolerance)];
        double[] counted = [.. distances.Where((_, n) => counts[n]).Order()];
        return new CountedPoints(
            outcome.Images, counts, isFound.Count(one => one),
            AveragingTrial.Share(counts.Select(count => !count)) - AveragingTrial.Share(outcome.WasWrong),
            counted.Length > 0 ? counted[counted.Length / 2] : double.NaN);
    }
}
