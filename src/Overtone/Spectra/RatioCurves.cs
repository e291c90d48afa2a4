namespace Overtone.Spectra;

/// <summary>
/// What each network has of every frequency, place by place along something that rises (training steps, lengths of a perturbation), for
/// claims about its mean over networks, which is what the paper's pictures show.
/// Source: 1806.08734, Fig. 1 and 3.
/// </summary>
public sealed class RatioCurves
{
    /// <summary>Arranges ratios by seed, place and frequency; several of one cell are averaged.</summary>
    /// <param name="ratios">The ratios; a place is a step, or whatever rises.</param>
    public RatioCurves(IEnumerable<(long Seed, double Place, double Frequency, double Ratio)> ratios)
    {
        var cells = ratios.GroupBy(r => (r.Seed, r.Place, r.Frequency)).Select(g => (g.Key, Ratio: g.Average(r => r.Ratio))).ToList();
        Places = [.. cells.Select(c => c.Key.Place).Distinct().Order()];
        Frequencies = [.. cells.Select(c => c.Key.Frequency).Distinct().Order()];
        BySeed = [.. cells.GroupBy(c => c.Key.Seed).OrderBy(g => g.Key)
            .Select(g => g.OrderBy(c => c.Key.Place).ThenBy(c => c.Key.Frequency).Select(c => c.Ratio).ToArray())];
    }

    /// <summary>The places, rising.</summary>
    public double[] Places { get; }

    /// <summary>The frequencies, rising.</summary>
    public double[] Frequencies { get; }

    /// <summary>A curve for each network: place by place the ratios of all frequencies.</summary>
    public IReadOnlyList<double[]> BySeed { get; }

    /// <summary>The mean of the networks' curves.</summary>
    public double[] Mean => [.. Enumerable.Range(0, BySeed[0].Length).Select(cell => BySeed.Average(curve => curve[cell]))];

    /// <summary>The first place at which the ratio of each frequency fulfils a condition; NaN where none does.</summary>
    /// <param name="curve">One of <see cref="BySeed"/>, or a mean of them.</param>
    /// <param name="fulfils">The condition.</param>
    public (double Frequency, double Place)[] First(double[] curve, Func<double, bool> fulfils) =>
        [.. Frequencies.Select((frequency, k) =>
            (frequency, Crossing.First(Places, record => fulfils(curve[(record * Frequencies.Length) + k]))))];

    /// <summary>
    /// The largest rise of the ratio from one frequency to the next, at any of some places and from some frequency on; NaN where there is
    /// no place.
    /// </summary>
    /// <param name="curve">One of <see cref="BySeed"/>, or a mean of them.</param>
    /// <param name="isWanted">Which places.</param>
    /// <param name="firstFrequency">The first frequency's index.</param>
    public double LargestRise(double[] curve, Func<double, bool> isWanted, int firstFrequency)
    {
        double largest = double.NaN;
        for (int index = 0; index < Places.Length; index++)
        {
            for (int k = firstFrequency + 1; k < Frequencies.Length && isWanted(Places[index]); k++)
            {
                int cell = (index * Frequencies.Length) + k;
                double rise = curve[cell] - curve[cell - 1];
                largest = double.IsNaN(largest) ? rise : Math.Max(largest, rise);
            }
        }

        return largest;
    }
}
