using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// Targets of larger FP norm, that is of higher frequency, are learned worse, and the a-priori bound holds.
/// Source: 1905.10264 (FP norm and generalisation).
/// </summary>
public sealed class LinearFrequencyGeneralization : TableTensorStudy<LinearFrequencyGeneralizationOptions, GeneralizationTrial>
{
    /// <summary>The experiment: sines of one size.</summary>
    internal const string Sines = "sines";

    /// <summary>The negative control: sines scaled so that all have the FP norm of the first.</summary>
    internal const string EqualNorm = "control-equal-norm";

    /// <inheritdoc/>
    public override string Id => "lfp-generalization";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Linear frequency principle: the FP norm tells what will be learned badly";

    /// <inheritdoc/>
    public override string Source => "Zhang et al. 2019 (1905.10264), FP norm and generalisation";

    /// <inheritdoc/>
    public override string Summary =>
        "Wide two-layer ReLU networks learn sines of rising frequency from as many random samples. Claims that their error on new points rises with the "
        + "target's FP norm, that the a-priori bound holds, and that the norm grows between the first and the second power of the frequency. Among sines scaled to one FP norm the error must not rise.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run lfp-generalization", "run lfp-generalization --preset smoke --samples 20 --highest-frequency 5"];

    /// <inheritdoc/>
    protected override LinearFrequencyGeneralizationOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Width = 100, Replicates = 2, HighestFrequency = 4, Steps = 500 },
        Preset.Paper => new() { Width = 10_000, Steps = 200_000 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(LinearFrequencyGeneralizationOptions options)
    {
        LinearFrequencyGeneralizationOptions paper = Options(Preset.Paper);
        return options.Width >= paper.Width && options.Replicates >= paper.Replicates && options.Steps >= paper.Steps && options.HighestFrequency >= paper.HighestFrequency
            ? null
            : $"{options.Width:N0} neurons, {options.Steps:N0} steps, {options.Replicates} seeds, frequencies to {options.HighestFrequency}; in full: 10,000 neurons, 200,000 steps, 10 seeds, frequencies to 10";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<GeneralizationTrial> Plan(
        LinearFrequencyGeneralizationOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<GeneralizationTrial>> finished)
    {
        WideNetworkOptions.RequireEven("--width", options.Width);
        // Random samples may fill as little as half of the interval.
        options.RequireCutoff(options.Samples);
        if (2 * options.HighestFrequency >= options.Samples)
            throw new InvalidOptionException("--highest-frequency", $"{options.HighestFrequency}", $"less than half of the {options.Samples} samples: beyond that the error saturates");
        TwoLayerInitialisation initialisation = options.Initialisation("--spreads", options.Spreads);
        string[] experiments = options.Controls ? [Sines, EqualNorm] : [Sines];
        return [.. from experiment in experiments
                   from n in Enumerable.Range(0, options.Replicates)
                   select new GeneralizationTrial
                   {
                       Experiment = experiment,
                       Initialisation = initialisation,
                       Width = options.Width,
                       Loss = options.Loss,
                       Steps = options.Steps,
                       Cutoff = options.Cutoff,
                       Period = options.Period,
                       Seed = options.Seed + n,
                       Samples = options.Samples,
                       HighestFrequency = options.HighestFrequency,
                       Failure = options.Failure,
                   }];
    }

    /// <inheritdoc/>
    protected override void Measure(GeneralizationTrial trial, TrialContext context, torch.Device device) => LinearFrequencyGeneralizationMeasurement.Run(trial, context);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(LinearFrequencyGeneralizationOptions options, TableSet tables) =>
        new LinearFrequencyGeneralizationFindings(options, tables, Reduction(options)).Conclude();
}
