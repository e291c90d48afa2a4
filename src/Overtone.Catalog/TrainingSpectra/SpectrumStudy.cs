using Overtone.Data.Snapshots;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>
/// Which frequencies has a network learned, told from predictions that any training saved, in any framework.
/// Source: 1901.06523, section 2 (Δ_F), Fig. 2 (projection) and Fig. 3 (filtering).
/// </summary>
internal sealed class SpectrumStudy() : TensorStudy<SpectrumOptions, SpectrumTrial>(
    "spectrum", "Frequencies learned in your own training run", "Xu et al. 2019 (1901.06523), Fig. 2 and 3", version: 2)
{
    public override string Summary =>
        "Takes the predictions that a training run saved at several steps, with its inputs and targets, and follows the relative "
        + "error of each frequency: by Fourier transforms along the first principal direction of the inputs (or given directions), "
        + "and by a Gaussian filter in the whole input space. Estimates; no claims.";

    public override IndependentScript? Independent => SpectrumIndependent.Script;

    public override IReadOnlyList<string> Examples =>
    [
        "run spectrum", "run spectrum --training predictions --threshold 0.1", "run spectrum --methods projection --frequencies 0,0.2,0.4",
    ];

    public override bool RepeatsExperiment => false;

    protected override IEnumerable<SpectrumTrial> Plan(SpectrumOptions options, TrialPlanning<SpectrumTrial> planning)
    {
        if (options.Directions.Length > 0 && !File.Exists(options.Directions))
            throw new InvalidOptionException("--directions", $"'{options.Directions}'", "an existing .npy file");
        var trials = new List<SpectrumTrial>();
        bool isDemonstration = options.Training == SpectrumOptions.Demonstration;
        if (isDemonstration)
            trials.Add(new TrainedDemonstrationTrial(options.Epochs, options.Seed));
        FinishedTrial<SpectrumTrial>? demonstration = planning.Finished.FirstOrDefault(t => t.Parameters is TrainedDemonstrationTrial);
        if (isDemonstration && demonstration is null)
            return trials;
        SavedTraining training = isDemonstration ? Demonstration.Describe(demonstration!.Rows<SavedPrediction>()) : Describe(options);
        if (options.Output >= training.Outputs)
            throw new InvalidOptionException("--output", $"{options.Output}", $"all, or an output from 0 to {training.Outputs - 1}");
        TargetTrial target = TargetOf(options, training, demonstration?.Key ?? Path.GetFullPath(options.Training), isDemonstration);
        trials.Add(target);
        if (planning.Finished.FirstOrDefault(t => t.Parameters is TargetTrial) is { } prepared)
            trials.AddRange(training.Snapshots.Select(snapshot => SnapshotOf(target, snapshot, prepared.Key, options.Softmax)));
        return trials;
    }

    protected override IReadOnlyList<string> DataFiles(SpectrumTrial trial, RunEnvironment environment)
    {
        if (trial is not ArrayTrial { IsDemonstration: false } reading)
            return [];
        using ArraySource source = ArraySource.Open(reading.Training);
        return reading switch
        {
            SnapshotTrial snapshot => [source.FileOf(snapshot.Array)],
            TargetTrial { Directions.Length: > 0 } target =>
                [source.FileOf(SavedTraining.Inputs), source.FileOf(SavedTraining.Targets), target.Directions],
            _ => [source.FileOf(SavedTraining.Inputs), source.FileOf(SavedTraining.Targets)],
        };
    }

    protected override void Measure(SpectrumTrial trial, Recorder to, Device device)
    {
        switch (trial)
        {
            case TrainedDemonstrationTrial demonstration:
                Demonstration.Train(demonstration, to, device);
                break;
            case TargetTrial target:
                TargetMeasurement.Measure(target, to, device);
                break;
            default:
                SnapshotMeasurement.Measure((SnapshotTrial)trial, to, device);
                break;
        }
    }

    protected override void Conclude(SpectrumOptions options, Conclusion to) => new SpectrumFindings(options, to).Conclude();

    private static SavedTraining Describe(SpectrumOptions options)
    {
        using ArraySource source = ArraySource.Open(options.Training);
        return SavedTraining.Of(source, options.SkipUnfinished);
    }

    private static TargetTrial TargetOf(SpectrumOptions options, SavedTraining training, string index, bool isDemonstration) => new()
    {
        Training = index,
        IsDemonstration = isDemonstration,
        Outputs = training.Outputs,
        Output = options.Output,
        Samples = training.Samples,
        Methods = [.. options.Methods.Distinct().Order()],
        InputSize = training.InputSize,
        TargetsAreClasses = training.TargetsAreClasses,
        Directions = options.Directions.Length > 0 ? Path.GetFullPath(options.Directions) : "",
        Frequencies = options.Frequencies,
        GridSize = options.GridSize,
        HighestFrequency = options.HighestFrequency,
        Unit = options.Unit,
        Watched = options.Watched,
        Variances = options.Variances,
        FilterSamples = options.FilterSamples,
        Seed = options.Seed,
    };

    private static SnapshotTrial SnapshotOf(TargetTrial target, SavedSnapshot snapshot, string key, bool softmax) => new()
    {
        Training = target.Training,
        IsDemonstration = target.IsDemonstration,
        Outputs = target.Outputs,
        Output = target.Output,
        Samples = target.Samples,
        Methods = target.Methods,
        Target = key,
        Array = snapshot.Array,
        Place = snapshot.Place,
        Step = snapshot.Step,
        Softmax = softmax,
    };
}
