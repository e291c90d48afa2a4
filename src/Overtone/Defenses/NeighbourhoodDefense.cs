using Overtone.Models;

namespace Overtone.Defenses;

/// <summary>
/// A defence that averages a classifier's answers over random points around each image.
/// Source: none; what post-averaging and randomised smoothing have in common.
/// </summary>
public abstract record NeighbourhoodDefense : Defense
{
    private protected NeighbourhoodDefense()
    {
    }

    /// <summary>What is averaged.</summary>
    public AveragedOutput Average { get; init; }

    /// <summary>The seed of the points.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Whether the points are drawn once, the same around every image, so that the defended classifier is a fixed function. If not, each
    /// call draws others for each image, a function of seed, number of the call and place of the image: a gradient and the logits that come
    /// with it are of the same draw, the next call's are not.
    /// </summary>
    public bool IsFrozen { get; init; }

    /// <summary>How randomness and average stand in a name.</summary>
    private protected string Manner => $"average of {Average.ToString().ToLowerInvariant()}, "
        + (IsFrozen ? $"points frozen by seed {Seed}" : $"points drawn at each call, seed {Seed}");

    /// <summary>The points.</summary>
    /// <param name="classifier">Around whose images they lie.</param>
    private protected abstract Neighbourhood PointsFor(IClassifier classifier);

    /// <summary>How many points belong to each setting.</summary>
    private protected abstract IReadOnlyList<int> PointsOfSettings { get; }

    private protected override IClassifier Wrap(IClassifier classifier)
    {
        NeighbourhoodClassifier.RequireAveraged(classifier);
        return NeighbourhoodClassifier.Of(classifier, this, PointsFor(classifier), new PointAverage(Average, PointsOfSettings));
    }
}
