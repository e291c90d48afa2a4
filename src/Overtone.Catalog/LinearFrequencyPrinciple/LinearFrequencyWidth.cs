using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;
using TorchSharp;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// How fast the prediction of the linear frequency principle gets better with the width of the network.
/// Source: 1905.10264 (difference against width); the scripts published with its successors record the numbers.
/// </summary>
public sealed class LinearFrequencyWidth : TableTensorStudy<LinearFrequencyWidthOptions, WideNetworkTrial>
{
    /// <summary>The prediction with both terms of γ².</summary>
    internal const string Both = "both terms";

    /// <summary>The negative control: the prediction with the second term alone, which is wrong here.</summary>
    internal const string SecondAlone = "control: second term alone";

    /// <inheritdoc/>
    public override string Id => "lfp-width";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Linear frequency principle: the wider the network, the better the prediction";

    /// <inheritdoc/>
    public override string Source => "Zhang et al. 2019 (1905.10264), difference against width";

    /// <inheritdoc/>
    public override string Summary =>
        "Two-layer ReLU networks of rising width fit five points; their difference from the predicted function is measured. Claims that it falls with width "
        + "to a power between −0.3 and −0.6. A prediction that leaves a term of γ² out must not get better.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run lfp-width", "run lfp-width --preset smoke --widths 50,100,400"];

    /// <inheritdoc/>
    protected override LinearFrequencyWidthOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [50, 100, 200], Replicates = 2, Loss = 1e-2, Steps = 5000 },
        Preset.Paper => new() { Widths = [500, 1000, 2000, 4000, 8000, 16_000] },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(LinearFrequencyWidthOptions options)
    {
        LinearFrequencyWidthOptions paper = Options(Preset.Paper);
        return options.Widths[^1] >= paper.Widths[^1] && options.Replicates >= paper.Replicates && options.Loss <= paper.Loss && options.Steps >= paper.Steps
            ? null
            : $"widths {options.Widths[0]:N0} to {options.Widths[^1]:N0}, {options.Replicates} seeds; in full: 500 to 16,000, 10 seeds";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<WideNetworkTrial> Plan(
        LinearFrequencyWidthOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<WideNetworkTrial>> finished)
    {
        WideNetworkOptions.RequireSeveralEven("--widths", options.Widths);
        options.RequireCutoff(SamplePoints.Nyquist(FivePoints.Samples.Points));
        TwoLayerInitialisation initialisation = options.Initialisation("--spreads", options.Spreads);
        return [.. options.Widths.SelectMany(width => WideNetworkTrial.Of(options, "width", initialisation, width))];
    }

    /// <inheritdoc/>
    protected override void Measure(WideNetworkTrial trial, TrialContext context, torch.Device device)
    {
        LinearFrequencySamples samples = FivePoints.Samples;
        TwoLayerNetwork network = trial.Initialisation.Draw(1, trial.Width, trial.Seed);
        (ReluFrequencyWeight weight, FourierSeries predicted, KernelCondition condition) = WideNetworkTraining.Predict(network, samples, trial);
        FourierSeries second = WideNetworkTraining.Predict(new ReluFrequencyWeight(1, 0, weight.Linear), samples, trial).Function;
        TwoLayerDescent descent = WideNetworkTraining.Train(network, samples, trial, context);
        WideNetworkTraining.Write(trial, descent, weight, condition, context);

        double[] found = network.At(SamplePoints.OnLine(FivePoints.Test));
        var distances = new TableBuilder(
            "distances", Column.Text("prediction"), Column.Integer("width", "neurons"), Column.Integer("seed"),
            Column.Number("rms", "ranges of the labels"), Column.Number("mean_absolute", "ranges of the labels"));
        foreach ((string name, FourierSeries function) in new[] { (Both, predicted), (SecondAlone, second) })
        {
            var distance = FunctionDistance.Of(found, function.At(FivePoints.Test));
            distances.Add(name, trial.Width, trial.Seed, distance.RootMeanSquare / FivePoints.Range, distance.MeanAbsolute / FivePoints.Range);
        }

        context.Write(distances.Build());
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(LinearFrequencyWidthOptions options, TableSet tables) =>
        new LinearFrequencyWidthFindings(options, tables, Reduction(options)).Conclude();
}
