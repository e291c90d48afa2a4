using Overtone.Studies;
using Overtone.Training;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>The options of <see cref="FrequencyPrincipleFiltering"/>.</summary>
public sealed record FrequencyPrincipleFilteringOptions : ImageStudyOptions
{
    /// <summary>The default options: fewer images than other studies, so that colour images too are done in three minutes.</summary>
    public FrequencyPrincipleFilteringOptions() => (Images, Epochs) = (1000, 60);

    /// <summary>The optimisers to train with.</summary>
    [Option("Optimisers: the paper's text says gradient descent, its caption Adam; both by default")]
    public Optimiser[] Optimisers { get; init; } = [Optimiser.Adam, Optimiser.GradientDescent];

    /// <summary>Learning rate of Adam.</summary>
    [Option("Learning rate of Adam", Minimum = 1e-12)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Learning rate of gradient descent.</summary>
    [Option("Learning rate of gradient descent (and of momentum)", Minimum = 1e-12)]
    public double DescentRate { get; init; } = 0.1;

    /// <summary>Variances of the filter.</summary>
    [Option("Variances δ of the filter, in squared units of the pixels (0 to 1)", Minimum = 1e-12)]
    public double[] Variances { get; init; } = [3, 7];

    /// <summary>Further variances, as quantiles of squared nearest-neighbour distances.</summary>
    [Option("Further variances: δ is this quantile of squared nearest-neighbour distances, times the factor", Minimum = 0, Maximum = 1)]
    public double[] Quantiles { get; init; } = [0.1, 0.5, 0.9];

    /// <summary>The factor on the quantiles.</summary>
    [Option("Factor on the quantiles: at 0.25, a neighbour at that distance weighs e^-2", Minimum = 1e-6)]
    public double QuantileFactor { get; init; } = 0.25;
}
