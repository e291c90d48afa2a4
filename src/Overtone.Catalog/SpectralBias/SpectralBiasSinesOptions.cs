using Overtone.Studies;

namespace Overtone.Catalog.SpectralBias;

/// <summary>The amplitudes of a sum of sines.</summary>
public enum SineAmplitudes
{
    /// <summary>All 1 (Fig. 1a).</summary>
    Equal,

    /// <summary>Rising evenly with frequency up to 1 (Fig. 1b), so that "low first" is not "large first".</summary>
    Increasing,
}

/// <summary>The options of <see cref="SpectralBiasSines"/>.</summary>
public sealed record SpectralBiasSinesOptions : SineFitOptions
{
    /// <summary>The settings.</summary>
    [Option("Amplitudes of the target's sines: equal, increasing")]
    public SineAmplitudes[] Amplitudes { get; init; } = [SineAmplitudes.Equal, SineAmplitudes.Increasing];

    /// <summary>Steps between two records.</summary>
    [Option("Steps between two records of the spectrum", Minimum = 1)]
    public long RecordEvery { get; init; } = 20;

    /// <summary>Records between two of the layers' norms.</summary>
    [Option("Records of the spectrum between two of the layers' norms, which cost a singular value decomposition each", Minimum = 1)]
    public int NormsEvery { get; init; } = 10;

    /// <summary>The early step at which the function is compared with low-passed targets: when the second frequency is half there, about 1,000 at the paper's size.</summary>
    [Option("The early step at which the function is compared with low-passed targets; a multiple of --record-every", Minimum = 1)]
    public long EarlyStep { get; init; } = 200;

    /// <summary>Steps of the functions that are drawn.</summary>
    [Option("Steps at which the function is drawn beside the target; multiples of --record-every", Minimum = 1)]
    public long[] DrawnSteps { get; init; } = [100, 1000, 12_000];

    /// <summary>Whether the negative control runs.</summary>
    [Option("Whether to run the negative control, the same networks on one-hot inputs")]
    public bool Controls { get; init; } = true;
}
