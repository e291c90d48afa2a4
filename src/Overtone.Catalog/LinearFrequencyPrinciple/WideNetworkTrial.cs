using Overtone.Models.Networks;
using Overtone.Studies;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>One wide network, trained and predicted: what a trial of the linear frequency principle's studies reads.</summary>
public record WideNetworkTrial : TrialParameters
{
    /// <summary>Which experiment it belongs to; a column of every table.</summary>
    public required string Experiment { get; init; }

    /// <summary>How the network begins.</summary>
    public required TwoLayerInitialisation Initialisation { get; init; }

    /// <summary>Neurons.</summary>
    public required int Width { get; init; }

    /// <summary>The sum of squares at which training stops.</summary>
    public required double Loss { get; init; }

    /// <summary>The most steps.</summary>
    public required long Steps { get; init; }

    /// <summary>The prediction's cut-off, in cycles per unit length.</summary>
    public required double Cutoff { get; init; }

    /// <summary>The prediction's period, in ranges of the samples.</summary>
    public required double Period { get; init; }

    /// <summary>The replicate's seed.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{Experiment}, width {Width}, seed {Seed}";

    /// <summary>The trials of one setting, one for each seed.</summary>
    internal static IEnumerable<WideNetworkTrial> Of(WideNetworkOptions options, string experiment, TwoLayerInitialisation initialisation, int width) =>
        Enumerable.Range(0, options.Replicates).Select(n => new WideNetworkTrial
        {
            Experiment = experiment,
            Initialisation = initialisation,
            Width = width,
            Loss = options.Loss,
            Steps = options.Steps,
            Cutoff = options.Cutoff,
            Period = options.Period,
            Seed = options.Seed + n,
        });
}
