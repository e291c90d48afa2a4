using System.Text.Json;
using Overtone.Studies.Runs;

namespace Overtone.Studies;

/// <summary>A study whose options and trials have types of their own: what planning and keys ask of it.</summary>
/// <typeparam name="TOptions">The options: a record whose properties carry <see cref="OptionAttribute"/>.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
public abstract class PlannedStudy<TOptions, TTrial> : Study
    where TOptions : StudyOptions
    where TTrial : TrialParameters
{
    private protected PlannedStudy()
    {
    }

    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override bool IsTrialRepeatable(Trial trial) => IsRepeatable(trial.Read<TTrial>());

    /// <inheritdoc/>
    public sealed override TableSet GatherTables(StudyOptions options, IReadOnlyList<StoredTrial> trials) =>
        Gather((TOptions)options, Finished(trials));

    /// <summary>
    /// The files whose content a trial's numbers depend on, but for those of a data set: models, weights, side files. Each is read whole
    /// whenever trials are planned.
    /// </summary>
    protected virtual IReadOnlyList<string> InputFiles(TTrial trial, RunEnvironment environment) => [];

    /// <summary>
    /// The files of the data set that a trial reads. Where they are large, a checksum is kept as long as nothing tells of a change.
    /// </summary>
    protected virtual IReadOnlyList<string> DataFiles(TTrial trial, RunEnvironment environment) => [];

    /// <summary>
    /// Whether a run is worth finishing without this trial. If it fails, report and terminal name it as not measured, with the reason, and
    /// what the study concludes must do without its tables.
    /// </summary>
    protected virtual bool IsOptional(TOptions options, TTrial trial) => false;

    /// <summary>
    /// Whether measuring a trial again must give the same tables: not so for a choice made by timing, which is stored like anything else
    /// but cannot be verified.
    /// </summary>
    protected virtual bool IsRepeatable(TTrial trial) => true;

    /// <summary>
    /// The measured tables of a run by name. Those of one name are joined over all trials, unless a study measures several subjects and
    /// keeps their tables apart. A pure function of its arguments.
    /// </summary>
    protected virtual TableSet Gather(TOptions options, IReadOnlyList<FinishedTrial<TTrial>> trials) =>
        TableSet.Join(trials.SelectMany(t => t.Tables.All));

    private protected abstract IEnumerable<TTrial> PlanAll(
        TOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TTrial>> finished);

    internal sealed override IReadOnlyList<Trial> PlanTrials(
        StudyOptions options, RunEnvironment environment, InputChecksums checksums, IReadOnlyList<StoredTrial> finished) =>
        [.. PlanAll((TOptions)options, environment, Finished(finished)).Select(parameters => ToTrial(parameters, environment, checksums))];

    internal sealed override IReadOnlyList<InputFile> InputsOf(Trial trial, RunEnvironment environment, InputChecksums checksums) =>
        Inputs(trial.Read<TTrial>(), environment, checksums);

    internal sealed override IReadOnlyList<string> InputPathsOf(Trial trial, RunEnvironment environment)
    {
        TTrial parameters = trial.Read<TTrial>();
        return [.. InputFiles(parameters, environment), .. DataFiles(parameters, environment)];
    }

    internal sealed override bool IsOptionalTrial(StudyOptions options, Trial trial) => IsOptional((TOptions)options, trial.Read<TTrial>());

    private static FinishedTrial<TTrial>[] Finished(IReadOnlyList<StoredTrial> trials) =>
        [.. trials.Select(t => new FinishedTrial<TTrial>(t.Trial.Key, t.Trial.Read<TTrial>(), new TableSet(t.Tables)))];

    private Trial ToTrial(TTrial parameters, RunEnvironment environment, InputChecksums checksums) => new(
        Id,
        Version,
        parameters.Label,
        JsonSerializer.SerializeToElement(parameters, StudyJson.Compact),
        new TrialResources(Backend, environment.Device, environment.Threads),
        Inputs(parameters, environment, checksums));

    // A folder of images is one input with one checksum, not sixty thousand.
    private InputFile[] Inputs(TTrial parameters, RunEnvironment environment, InputChecksums checksums)
    {
        const int Few = 16;
        IReadOnlyList<string> files = InputFiles(parameters, environment), data = DataFiles(parameters, environment);
        InputFile[] images = [.. data.Zip(checksums.OfData(data), (file, checksum) => new InputFile(Path.GetFileName(file), checksum))];
        if (images.Length > Few)
            images =
                [new InputFile($"{images.Length} files", Checksum.OfText(string.Join('\n', images.Select(i => $"{i.Name} {i.Checksum}"))))];
        return [.. files.Select(file => new InputFile(Path.GetFileName(file), checksums.Of(file))), .. images];
    }
}
