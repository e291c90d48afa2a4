using System.Text.Json;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Studies;

/// <summary>
/// One published figure, table or theorem, or one question put to a user's model. Derive from <see cref="Study{TOptions,TTrial}"/>.
/// </summary>
public abstract class Study
{
    private protected Study()
    {
    }

    /// <summary>The name on the command line, in kebab-case.</summary>
    public abstract string Id { get; }

    /// <summary>Raised whenever a trial would measure something else than before: stored trials of other versions are kept, not used.</summary>
    public abstract int Version { get; }

    /// <summary>A title of one line.</summary>
    public abstract string Title { get; }

    /// <summary>Paper and figure.</summary>
    public abstract string Source { get; }

    /// <summary>What it does and what it claims, in two or three sentences.</summary>
    public abstract string Summary { get; }

    /// <summary>Command lines that show it, without the program's name; each is run by a test.</summary>
    public virtual IReadOnlyList<string> Examples => [$"run {Id}"];

    /// <summary>The numerical libraries and their versions, as they enter a trial's key; empty for plain .NET.</summary>
    public virtual string Backend => "";

    /// <summary>The options record.</summary>
    public abstract Type OptionsType { get; }

    /// <summary>The options of a preset.</summary>
    public abstract StudyOptions OptionsOf(Preset preset);

    /// <summary>What these options leave out of the source's experiment, in a few words; null when nothing.</summary>
    public abstract string? ReductionOf(StudyOptions options);

    /// <summary>The trials of a run, given those already finished.</summary>
    internal abstract IReadOnlyList<Trial> PlanTrials(
        StudyOptions options, RunEnvironment environment, InputChecksums checksums, IReadOnlyList<StoredTrial> finished);

    /// <summary>The input files of a trial as they are now.</summary>
    internal abstract IReadOnlyList<InputFile> InputsOf(Trial trial, RunEnvironment environment, InputChecksums checksums);

    /// <summary>The paths of a trial's input files.</summary>
    internal abstract IReadOnlyList<string> InputPathsOf(Trial trial, RunEnvironment environment);

    /// <summary>Whether a run is worth finishing without a trial.</summary>
    internal abstract bool IsOptionalTrial(StudyOptions options, Trial trial);

    /// <summary>Whether measuring a trial again must give the same tables.</summary>
    public abstract bool IsTrialRepeatable(Trial trial);

    /// <summary>Measures one trial.</summary>
    internal abstract void MeasureTrial(Trial trial, TrialContext context);

    /// <summary>The measured tables of a run by name, out of its trials.</summary>
    public abstract TableSet GatherTables(StudyOptions options, IReadOnlyList<StoredTrial> trials);

    /// <summary>Concludes from the tables of all trials.</summary>
    public abstract StudyFindings ConcludeFrom(StudyOptions options, TableSet tables);
}

/// <summary>A study with its own options and trial parameters. It plans, measures and concludes; everything else is the mechanism's.</summary>
/// <typeparam name="TOptions">The options: a record whose properties carry <see cref="OptionAttribute"/>.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
public abstract class Study<TOptions, TTrial> : Study
    where TOptions : StudyOptions
    where TTrial : TrialParameters
{
    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override StudyOptions OptionsOf(Preset preset) => Options(preset) with { Preset = preset };

    /// <inheritdoc/>
    public sealed override string? ReductionOf(StudyOptions options) => Reduction((TOptions)options);

    /// <inheritdoc/>
    public sealed override TableSet GatherTables(StudyOptions options, IReadOnlyList<StoredTrial> trials) => Gather((TOptions)options, Finished(trials));

    /// <inheritdoc/>
    public sealed override StudyFindings ConcludeFrom(StudyOptions options, TableSet tables) => Conclude((TOptions)options, tables);

    /// <summary>The options of a preset.</summary>
    protected abstract TOptions Options(Preset preset);

    /// <summary>What these options leave out of the source's experiment; null when nothing.</summary>
    protected abstract string? Reduction(TOptions options);

    /// <summary>
    /// The trials, given those already finished. Called again after each round until it names no new one; most studies return the same
    /// list each time.
    /// </summary>
    /// <exception cref="InvalidOptionException">The options contradict each other or the data.</exception>
    protected abstract IReadOnlyList<TTrial> Plan(TOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TTrial>> finished);

    /// <summary>The files whose content a trial's numbers depend on, but for those of a data set: models, weights, side files. Each is read whole whenever trials are planned.</summary>
    protected virtual IReadOnlyList<string> InputFiles(TTrial trial, RunEnvironment environment) => [];

    /// <summary>The files of the data set that a trial reads. Where they are large, a checksum is kept as long as nothing tells of a change.</summary>
    protected virtual IReadOnlyList<string> DataFiles(TTrial trial, RunEnvironment environment) => [];

    /// <summary>
    /// Whether a run is worth finishing without this trial. If it fails, report and terminal name it as not measured, with the reason, and
    /// <see cref="Conclude"/> must do without its tables.
    /// </summary>
    protected virtual bool IsOptional(TOptions options, TTrial trial) => false;

    /// <summary>Measures one trial: reads <paramref name="trial"/>, writes tables through <paramref name="context"/>.</summary>
    protected abstract void Measure(TTrial trial, TrialContext context);

    /// <summary>
    /// Whether measuring a trial again must give the same tables: not so for a choice made by timing, which is stored like anything else but
    /// cannot be verified.
    /// </summary>
    protected virtual bool IsRepeatable(TTrial trial) => true;

    /// <summary>
    /// The measured tables of a run by name. Those of one name are joined over all trials, unless a study measures several subjects and keeps
    /// their tables apart. A pure function of its arguments.
    /// </summary>
    protected virtual TableSet Gather(TOptions options, IReadOnlyList<FinishedTrial<TTrial>> trials) => TableSet.Join(trials.SelectMany(t => t.Tables.All));

    /// <summary>Concludes from the tables of all trials. A pure function of its arguments.</summary>
    protected abstract StudyFindings Conclude(TOptions options, TableSet tables);

    internal sealed override IReadOnlyList<Trial> PlanTrials(
        StudyOptions options, RunEnvironment environment, InputChecksums checksums, IReadOnlyList<StoredTrial> finished) =>
        [.. Plan((TOptions)options, environment, Finished(finished)).Select(parameters => ToTrial(parameters, environment, checksums))];

    internal sealed override IReadOnlyList<InputFile> InputsOf(Trial trial, RunEnvironment environment, InputChecksums checksums) =>
        Inputs(trial.Read<TTrial>(), environment, checksums);

    internal sealed override IReadOnlyList<string> InputPathsOf(Trial trial, RunEnvironment environment)
    {
        TTrial parameters = trial.Read<TTrial>();
        return [.. InputFiles(parameters, environment), .. DataFiles(parameters, environment)];
    }

    internal sealed override bool IsOptionalTrial(StudyOptions options, Trial trial) => IsOptional((TOptions)options, trial.Read<TTrial>());

    /// <inheritdoc/>
    public sealed override bool IsTrialRepeatable(Trial trial) => IsRepeatable(trial.Read<TTrial>());

    internal sealed override void MeasureTrial(Trial trial, TrialContext context) => Measure(trial.Read<TTrial>(), context);

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
            images = [new InputFile($"{images.Length} files", Checksum.OfText(string.Join('\n', images.Select(i => $"{i.Name} {i.Checksum}"))))];
        return [.. files.Select(file => new InputFile(Path.GetFileName(file), checksums.Of(file))), .. images];
    }
}

/// <summary>A trial that is in the store, as a study's plan sees it.</summary>
/// <param name="Key">Its key, with which a later trial can name it and read its artefacts.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Tables">Its tables.</param>
public sealed record FinishedTrial<TTrial>(string Key, TTrial Parameters, TableSet Tables);
