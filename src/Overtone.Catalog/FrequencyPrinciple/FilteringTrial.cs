using System.Text.Json.Serialization;
using Overtone.Studies;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What a trial of <see cref="FrequencyPrincipleFiltering"/> reads: first the data's own scale, then one training each.</summary>
[JsonDerivedType(typeof(DataScaleTrial), "data-scale")]
[JsonDerivedType(typeof(FilteringTrainingTrial), "training")]
public abstract record FilteringTrial : TrialParameters
{
    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>Training images; 0 for all.</summary>
    public required int Images { get; init; }
}

/// <summary>Measures nearest-neighbour distances, from which variances are chosen.</summary>
public sealed record DataScaleTrial : FilteringTrial
{
    /// <inheritdoc/>
    public override string Label => $"nearest neighbours of {Data}";
}

/// <summary>Trains one network and splits its error into low and high frequencies.</summary>
public sealed record FilteringTrainingTrial : FilteringTrial
{
    /// <summary>The network and how it is trained.</summary>
    public required ImageNetwork Network { get; init; }

    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>The variances δ of the filter.</summary>
    public required double[] Variances { get; init; }

    /// <summary>The replicate's seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Network.Name}, {StudyText.Kebab(Network.Optimiser)}, seed {Seed}";
}
