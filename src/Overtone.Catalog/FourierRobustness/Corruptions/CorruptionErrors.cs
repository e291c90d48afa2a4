using static Overtone.Catalog.FourierRobustness.Corruptions.RegimeCorruptions;
using Network = (Overtone.Catalog.FourierRobustness.TrainedRegime Regime, long Seed);

namespace Overtone.Catalog.FourierRobustness.Corruptions;

/// <summary>The errors of several networks under corruptions, compared.</summary>
internal sealed class CorruptionErrors
{
    private const int Permutations = 99;

    // With fewer errors a ratio to them is one of chance: the paper's smallest are 5 %.
    private const double LeastNaturalError = 0.01;

    private readonly Dictionary<(Network Network, string Corruption), double> _errors;

    /// <summary>Means of rows over severities.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="spectrumSeverity">The severity at which shares at high frequencies are taken.</param>
    public CorruptionErrors(IReadOnlyList<CorruptionError> rows, int spectrumSeverity)
    {
        _errors = rows.GroupBy(r => ((r.Regime, r.Seed), r.Corruption)).ToDictionary(one => one.Key, one => one.Average(r => r.Error));
        Corruptions = [.. rows.Select(r => r.Corruption).Distinct()];
        // Those of any network: all saw the same images.
        HighShares = rows.Where(r => r.Severity == spectrumSeverity && double.IsFinite(r.HighShare)).DistinctBy(r => r.Corruption)
            .ToDictionary(r => r.Corruption, r => r.HighShare, StringComparer.Ordinal);
    }

    /// <summary>All corruptions.</summary>
    public IReadOnlyList<string> Corruptions { get; }

    /// <summary>The share at high frequencies of the energy of what a corruption changes; none for one that changed no image.</summary>
    public IReadOnlyDictionary<string, double> HighShares { get; }

    /// <summary>The error of a network under a corruption, mean over severities.</summary>
    public double Of(Network network, string corruption) => _errors[(network, corruption)];

    /// <summary>How much more of the images a network gets right under a corruption than another.</summary>
    public double Gain(Network natural, Network other, string corruption) => Of(natural, corruption) - Of(other, corruption);

    /// <summary>The line through the gains against shares at high frequencies.</summary>
    public LineFit Line(Network natural, Network other) => LineFit.Of(Points(natural, other));

    /// <summary>A number of that line, mean over lines in which each corruption has the share of another.</summary>
    public double OfPermuted(Network natural, Network other, Func<LineFit, double> number)
    {
        (double X, double Y)[] points = [.. Points(natural, other)];
        return Enumerable.Range(0, Permutations).Average(n =>
        {
            double[] shares = [.. points.Select(p => p.X)];
            new Random((int)(RandomStreams.SeedOf(other.Seed, "permuted corruptions", n) & int.MaxValue)).Shuffle(shares);
            return number(LineFit.Of([.. points.Zip(shares, (p, share) => (share, p.Y))]));
        });
    }

    /// <summary>Whether the natural network makes too few errors under a corruption to count others' in them: less than 1 %.</summary>
    public bool IsTooEasy(Network natural, string corruption) => Of(natural, corruption) < LeastNaturalError;

    /// <summary>
    /// The mean, over corruptions, of a network's error under it over that of the natural network, in per cent; errors are summed over
    /// severities before. Corruptions that are too easy for the natural network are left out; NaN where all are.
    /// </summary>
    public double MeanCorruptionError(Network natural, Network other) => 100 * Corruptions
        .Where(corruption => !IsTooEasy(natural, corruption))
        .Select(corruption => Of(other, corruption) / Of(natural, corruption)).DefaultIfEmpty(double.NaN).Average();

    private List<(double X, double Y)> Points(Network natural, Network other) =>
        [.. HighShares.Select(share => (share.Value, Gain(natural, other, share.Key)))];
}
