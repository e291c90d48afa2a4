namespace Overtone.Robustness;

/// <summary>
/// Which neighbourhoods of a heat map want more images, when the mean error of each need only be known so well. The population of one is
/// its frequencies paired with the images; every image is drawn once at most and meets one of the frequencies at random. Each stops by
/// itself, when its interval is narrow: what neighbours show cannot stop it, since the intervals allow for this rule alone.
/// Source: Overtone's own; the intervals are those of <see cref="FixedWidthProportion"/>.
/// </summary>
/// <param name="tiling">The neighbourhoods.</param>
/// <param name="images">Images in the sample, at least 1; every neighbourhood takes them in the same order.</param>
/// <param name="precision">Half the width of a narrow interval, above 0.</param>
public sealed class NeighbourhoodSampling(FrequencyTiling tiling, int images, double precision)
{
    /// <summary>The looks at a neighbourhood and its interval.</summary>
    public FixedWidthProportion Proportion(FrequencyNeighbourhood neighbourhood) =>
        FixedWidthProportion.Of(neighbourhood.Members.Count * images, images, precision);

    /// <summary>How many images are asked about at most, over all neighbourhoods.</summary>
    public long MostPasses => tiling.Neighbourhoods.Sum(neighbourhood => (long)Proportion(neighbourhood).Looks[^1]);

    /// <summary>What to measure next: each neighbourhood that is not done, up to its next look. Empty when all are done.</summary>
    /// <param name="seen">Images and errors at each look so far, by the middle of each measured neighbourhood.</param>
    public IReadOnlyList<NeighbourhoodRequest> Next(
        IReadOnlyDictionary<SpatialFrequency, IReadOnlyList<(int Images, int Errors)>> seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var requests = new List<NeighbourhoodRequest>();
        foreach (FrequencyNeighbourhood neighbourhood in tiling.Neighbourhoods)
        {
            FixedWidthProportion proportion = Proportion(neighbourhood);
            IReadOnlyList<(int Images, int Errors)> looks = seen.GetValueOrDefault(neighbourhood.Middle, []);
            int first = looks.Count == 0 ? 0 : looks[^1].Images;
            if (looks.Count == 0 || !proportion.IsDone(first, looks[^1].Errors))
                requests.Add(new NeighbourhoodRequest(neighbourhood, first, proportion.Looks[looks.Count] - first));
        }

        return requests;
    }
}
