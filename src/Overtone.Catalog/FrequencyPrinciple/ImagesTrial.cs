using System.Text.Json.Serialization;
using Overtone.Studies;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>What a trial of <see cref="FrequencyPrincipleImages"/> reads: first the labels' spectrum, then one training each.</summary>
[JsonDerivedType(typeof(LabelSpectrumTrial), "label-spectrum")]
[JsonDerivedType(typeof(ImageTrainingTrial), "training")]
public abstract record ImagesTrial : TrialParameters
{
    /// <summary>The data set.</summary>
    public required string Data { get; init; }

    /// <summary>Training images; 0 for all.</summary>
    public required int Images { get; init; }

    /// <summary>The output whose spectrum is taken; -1 for all together.</summary>
    public required int Output { get; init; }
}

/// <summary>Finds the first principal direction and the labels' spectrum along it, and chooses the frequencies to watch.</summary>
public sealed record LabelSpectrumTrial : ImagesTrial
{
    /// <summary>The highest frequency, in cycles per standard deviation of the projected inputs.</summary>
    public required double HighestFrequency { get; init; }

    /// <summary>The fewest frequencies to watch.</summary>
    public required int Frequencies { get; init; }

    /// <inheritdoc/>
    public override string Label => $"spectrum of the labels of {Data}";
}

/// <summary>Trains one network and follows the watched frequencies.</summary>
public sealed record ImageTrainingTrial : ImagesTrial
{
    /// <summary>The key of the trial that found direction and frequencies.</summary>
    public required string Spectrum { get; init; }

    /// <summary>The network and how it is trained.</summary>
    public required ImageNetwork Network { get; init; }

    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>The watched frequencies, in cycles per standard deviation of the projected inputs.</summary>
    public required double[] Watched { get; init; }

    /// <summary>The replicate's seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Network.Name}, seed {Seed}";
}
