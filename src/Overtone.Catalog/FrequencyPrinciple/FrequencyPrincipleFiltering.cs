using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Training;
using TorchSharp;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// The frequency principle in the full input space: labels and outputs are split into low and high frequencies by a Gaussian filter, and
/// the relative errors of both parts are followed.
/// Source: 1901.06523, Fig. 3 (the filtering method).
/// </summary>
public sealed class FrequencyPrincipleFiltering : TableTensorStudy<FrequencyPrincipleFilteringOptions, FilteringTrial>
{
    /// <inheritdoc/>
    public override string Id => "fprinciple-filtering";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Filtering method: the low-frequency part is learned first in all directions";

    /// <inheritdoc/>
    public override string Source => "Xu et al. 2019 (1901.06523), Fig. 3";

    /// <inheritdoc/>
    public override string Summary =>
        "Labels and outputs are split by a Gaussian filter over the whole input space into a low- and a high-frequency part, for several "
        + "variances δ. Claims that the relative error of the low part stays below that of the high part while the network trains.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run fprinciple-filtering", "run fprinciple-filtering --preset smoke --optimisers adam", "run fprinciple-filtering --data mnist --variances 3,7"];

    /// <inheritdoc/>
    protected override FrequencyPrincipleFilteringOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Images = 300, Epochs = 5, BatchSize = 50, Widths = [32], Convolution = [4, 4, 16], Replicates = 1 },
        Preset.Paper => new()
        {
            Images = 0,
            Epochs = 160,
            BatchSize = 10_000,
            Convolution = [32, 64, 400],
            LearningRate = 3e-3,
            DescentRate = 0.015,
            Replicates = 10,
        },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(FrequencyPrincipleFilteringOptions options)
    {
        FrequencyPrincipleFilteringOptions paper = Options(Preset.Paper);
        return options.Data is "mnist" or "cifar10" && options.Images == 0 && options.Epochs >= paper.Epochs && options.Replicates >= paper.Replicates
            ? null
            : $"{options.Data}, at most {options.Images:N0} images, {options.Epochs} epochs in batches of {options.BatchSize}, {options.Replicates} seeds; the paper: MNIST and CIFAR-10 whole, batches of 10,000";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FilteringTrial> Plan(
        FrequencyPrincipleFilteringOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<FilteringTrial>> finished)
    {
        options.ValidateNetworks();
        var scale = new DataScaleTrial { Data = options.Data, Images = options.Images };
        if (finished.FirstOrDefault(t => t.Parameters is DataScaleTrial) is not { } found)
            return [scale];
        double[] variances = [.. options.Variances.Concat(options.Quantiles.Select(q => options.QuantileFactor * Quantile(found.Tables["neighbours"], q))).Where(v => v > 0).Distinct().Order()];
        return [scale, .. from kind in options.Networks
                          from optimiser in options.Optimisers
                          from n in Enumerable.Range(0, options.Replicates)
                          select new FilteringTrainingTrial
                          {
                              Data = options.Data,
                              Images = options.Images,
                              Network = NetworkOf(kind, optimiser, options),
                              Epochs = options.Epochs,
                              Variances = variances,
                              Seed = options.Seed + n,
                          }];
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(FilteringTrial trial, RunEnvironment environment) =>
        ImageProblem.Open(trial.Data, environment.DataRoots).Train.Files;

    /// <inheritdoc/>
    protected override void Measure(FilteringTrial trial, TrialContext context, torch.Device device)
    {
        if (trial is DataScaleTrial scale)
            FilteringMeasurement.MeasureScale(scale, context, device);
        else
            FilteringMeasurement.MeasureTraining((FilteringTrainingTrial)trial, context, device);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(FrequencyPrincipleFilteringOptions options, TableSet tables) =>
        new FrequencyPrincipleFilteringFindings(options, tables, Reduction(options)).Conclude();

    private static double Quantile(Table neighbours, double quantile) =>
        neighbours.Rows.MinBy(r => Math.Abs(r.Number("quantile") - quantile)).Number("squared_distance");

    private static ImageNetwork NetworkOf(NetworkKind kind, Optimiser optimiser, FrequencyPrincipleFilteringOptions options) => new()
    {
        Kind = kind,
        Widths = kind == NetworkKind.FullyConnected ? options.Widths : options.Convolution,
        Activation = kind == NetworkKind.FullyConnected ? options.Activation : Models.Networks.Activation.Relu,
        Loss = kind == NetworkKind.FullyConnected ? Loss.MeanSquared : Loss.CrossEntropy,
        Optimiser = optimiser,
        LearningRate = optimiser == Optimiser.Adam ? options.LearningRate : options.DescentRate,
        BatchSize = options.BatchSize,
    };
}
