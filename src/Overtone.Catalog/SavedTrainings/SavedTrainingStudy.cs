using Overtone.Data.Snapshots;
using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>
/// Which frequencies has a network learned, told from predictions that any training saved, in any framework.
/// Source: 1901.06523, section 2 (Δ_F), Fig. 2 (projection) and Fig. 3 (filtering).
/// </summary>
public sealed class SavedTrainingStudy : TableTensorStudy<SavedTrainingOptions, SavedTrainingTrial>
{
    /// <inheritdoc/>
    public override string Id => "spectrum";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Frequencies learned in a training of your own";

    /// <inheritdoc/>
    public override string Source => "Xu et al. 2019 (1901.06523), Fig. 2 and 3";

    /// <inheritdoc/>
    public override string Summary =>
        "Takes predictions that a training saved at several steps, with its inputs and targets, and follows the relative error of each frequency: by "
        + "Fourier transforms along the first principal direction of the inputs (or given ones), and by a Gaussian filter in the whole input space. "
        + "Estimates; no claims.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run spectrum", "run spectrum --training predictions --threshold 0.1", "run spectrum --methods projection --frequencies 0,0.2,0.4"];

    /// <inheritdoc/>
    protected override SavedTrainingOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Epochs = 8, FilterSamples = 200, GridSize = 30 },
        Preset.Paper => new() { Epochs = 400 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(SavedTrainingOptions options) =>
        options.Training == SavedTrainingOptions.Demonstration && options.Epochs < Options(Preset.Paper).Epochs ? $"the demonstration, {options.Epochs} epochs on the embedded digits" : null;

    /// <inheritdoc/>
    protected override IReadOnlyList<SavedTrainingTrial> Plan(
        SavedTrainingOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<SavedTrainingTrial>> finished)
    {
        if (options.Directions.Length > 0 && !File.Exists(options.Directions))
            throw new InvalidOptionException("--directions", $"'{options.Directions}'", "an existing .npy file");
        var trials = new List<SavedTrainingTrial>();
        bool isDemonstration = options.Training == SavedTrainingOptions.Demonstration;
        if (isDemonstration)
            trials.Add(new DemonstrationTrial { Epochs = options.Epochs, Seed = options.Seed });
        FinishedTrial<SavedTrainingTrial>? demonstration = finished.FirstOrDefault(t => t.Parameters is DemonstrationTrial);
        if (isDemonstration && demonstration is null)
            return trials;
        SavedTraining training = isDemonstration ? Demonstration.Describe(demonstration!.Tables) : Describe(options);
        if (options.Output >= training.Outputs)
            throw new InvalidOptionException("--output", $"{options.Output}", $"-1 or an output from 0 to {training.Outputs - 1}");
        TargetTrial target = TargetOf(options, training, demonstration?.Key ?? Path.GetFullPath(options.Training), isDemonstration);
        trials.Add(target);
        if (finished.FirstOrDefault(t => t.Parameters is TargetTrial) is { } prepared)
            trials.AddRange(training.Snapshots.Select(snapshot => SnapshotOf(target, snapshot, prepared.Key, options.Softmax)));
        return trials;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(SavedTrainingTrial trial, RunEnvironment environment)
    {
        if (trial is not ArrayTrial { IsDemonstration: false } reading)
            return [];
        using ArraySource source = ArraySource.Open(reading.Training);
        return reading switch
        {
            SnapshotTrial snapshot => [source.FileOf(snapshot.Array)],
            TargetTrial { Directions.Length: > 0 } target => [source.FileOf(SavedTraining.Inputs), source.FileOf(SavedTraining.Targets), target.Directions],
            _ => [source.FileOf(SavedTraining.Inputs), source.FileOf(SavedTraining.Targets)],
        };
    }

    /// <inheritdoc/>
    protected override void Measure(SavedTrainingTrial trial, TrialContext context, torch.Device device)
    {
        switch (trial)
        {
            case DemonstrationTrial demonstration:
                Demonstration.Train(demonstration, context, device);
                break;
            case TargetTrial target:
                TargetMeasurement.Measure(target, context, device);
                break;
            default:
                SnapshotMeasurement.Measure((SnapshotTrial)trial, context, device);
                break;
        }
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SavedTrainingOptions options, TableSet tables) => new SavedTrainingFindings(options, tables).Conclude();

    private static SavedTraining Describe(SavedTrainingOptions options)
    {
        using ArraySource source = ArraySource.Open(options.Training);
        return SavedTraining.Of(source, options.SkipUnfinished);
    }

    private static TargetTrial TargetOf(SavedTrainingOptions options, SavedTraining training, string place, bool isDemonstration) => new()
    {
        Training = place,
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
