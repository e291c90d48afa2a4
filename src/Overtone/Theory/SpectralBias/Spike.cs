using static TorchSharp.torch;

namespace Overtone.Theory.SpectralBias;

/// <summary>
/// A spike of height 1 on the middle one of N samples j/N of the unit interval. All its coefficients have the size 1/N, so that |f̃| N says
/// how much of a frequency a fit of it has.
/// Source: 1806.08734, Fig. 14 to 18 (experiment 7).
/// </summary>
public static class Spike
{
    /// <summary>Zero but for the middle sample, which is 1: [N, 1], float32.</summary>
    /// <param name="samples">N.</param>
    public static Tensor Target(int samples)
    {
        using var scope = NewDisposeScope();
        return tensor([.. Enumerable.Range(0, samples).Select(j => j == samples / 2 ? 1f : 0)]).unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>The highest frequency that is learned, in cycles per unit; 0 where none is.</summary>
    /// <param name="shares">|f̃| N of the frequencies from 1 on.</param>
    /// <param name="learned">The share from which on a frequency counts as learned.</param>
    public static int HighestLearned(double[] shares, double learned) => Array.FindLastIndex(shares, share => share >= learned) + 1;
}
