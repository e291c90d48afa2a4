using System.Text.Json;
using Overtone.Studies.Findings;
using Overtone.Studies.Runs;

namespace Overtone.Studies;

/// <summary>
/// One published figure, table or theorem, or one question put to a user's model. It plans trials, measures each, and concludes from the
/// rows of all; everything else is the mechanism's.
/// </summary>
/// <typeparam name="TOptions">The options with their presets: a record whose properties carry <see cref="OptionAttribute"/>.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
/// <param name="id">The name on the command line, in kebab-case.</param>
/// <param name="title">A title of one line.</param>
/// <param name="source">Paper and figure.</param>
/// <param name="version">Raised whenever a trial would measure something else than before.</param>
public abstract class Study<TOptions, TTrial>(string id, string title, string source, int version = 1) : Study
    where TOptions : StudyOptions, IPresets<TOptions>, new()
    where TTrial : TrialParameters
{
    /// <inheritdoc/>
    public sealed override string Id { get; } = id;

    /// <inheritdoc/>
    public sealed override string Title { get; } = title;

    /// <inheritdoc/>
    public sealed override string Source { get; } = source;

    /// <inheritdoc/>
    public sealed override int Version { get; } = version;

    /// <inheritdoc/>
    public sealed override Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public sealed override StudyOptions OptionsOf(Preset preset)
    {
        TOptions options = preset switch
        {
            Preset.Smoke => TOptions.Smoke,
            Preset.Thorough => TOptions.Thorough,
            Preset.Paper => TOptions.Paper,
            _ => TOptions.Quick,
        };
        return options with { Preset = preset };
    }

    /// <inheritdoc/>
    public sealed override string? ReductionOf(StudyOptions options) => RepeatsExperiment ? Reductions.Of(options, TOptions.Paper) : null;

    /// <inheritdoc/>
    public sealed override bool IsTrialRepeatable(Trial trial) =>
        IsOwn(trial) ? IsRepeatable(trial.Read<TTrial>()) : DefinerOf(trial).IsTrialRepeatable(trial);

    internal sealed override bool IsPreparationTrial(Trial trial) =>
        IsOwn(trial) ? trial.Read<TTrial>().IsPreparation : DefinerOf(trial).IsPreparationTrial(trial);

    /// <inheritdoc/>
    public sealed override TableSet GatherTables(StudyOptions options, IReadOnlyList<StoredTrial> trials)
    {
        TableSet others = GatherOthers((TOptions)options, [.. trials.Where(t => !IsOwn(t.Trial))]);
        return new TableSet(Gather((TOptions)options, Finished(trials)).All.Concat(others.All));
    }

    /// <inheritdoc/>
    public sealed override StudyFindings ConcludeFrom(StudyOptions options, TableSet tables)
    {
        using var culture = InvariantCulture.Enter();
        var conclusion = new Conclusion(this, tables, Reductions.Replicates(TOptions.Paper), ReductionOf(options));
        Conclude((TOptions)options, conclusion);
        return conclusion.Findings();
    }

    /// <summary>The trials of a run.</summary>
    /// <exception cref="InvalidOptionException">The options contradict each other.</exception>
    protected virtual IEnumerable<TTrial> Plan(TOptions options) =>
        throw new NotSupportedException($"{GetType().Name} plans nothing; override Plan.");

    /// <summary>
    /// The trials of a run, for a study that looks at its data, at finished trials, or at trials of other studies to know them. Called
    /// again after each round until it names no new one.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="planning">Where data are, what is finished, and whom to ask for trials of other studies.</param>
    /// <exception cref="InvalidOptionException">The options contradict each other or the data.</exception>
    protected virtual IEnumerable<TTrial> Plan(TOptions options, TrialPlanning<TTrial> planning) => Plan(options);

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
    /// keeps their tables apart; those of other studies' trials stand beside them. A pure function of its arguments.
    /// </summary>
    protected virtual TableSet Gather(TOptions options, IReadOnlyList<FinishedTrial<TTrial>> trials) =>
        TableSet.Join(trials.SelectMany(t => t.Tables.All));

    /// <summary>
    /// The tables of other studies' trials that a run names: those of one name are joined, unless a study keeps those of several subjects
    /// apart. A pure function of its arguments.
    /// </summary>
    protected virtual TableSet GatherOthers(TOptions options, IReadOnlyList<StoredTrial> trials) =>
        TableSet.Join(trials.SelectMany(t => t.Tables));

    /// <summary>Measures one trial: reads <paramref name="trial"/>, adds rows to <paramref name="to"/>.</summary>
    protected abstract void Measure(TTrial trial, Recorder to);

    /// <summary>Concludes from the rows of all trials. A pure function of its arguments.</summary>
    protected abstract void Conclude(TOptions options, Conclusion to);

    internal sealed override void MeasureTrial(Trial trial, TrialContext context)
    {
        using var culture = InvariantCulture.Enter();
        var recorder = new Recorder(context);
        Measure(trial.Read<TTrial>(), recorder);
        recorder.WriteTables();
    }

    internal sealed override IReadOnlyList<Trial> PlanTrials(
        StudyOptions options,
        RunEnvironment environment,
        InputChecksums checksums,
        IReadOnlyList<StoredTrial> finished,
        Action? asked = null)
    {
        using var culture = InvariantCulture.Enter();
        var needed = new List<Trial>();
        var planning = new TrialPlanning<TTrial>(environment, Finished(finished), Need, asked);
        Trial[] own = [.. Plan((TOptions)options, planning).Select(parameters => ToTrial(parameters, environment, checksums))];
        return [.. needed, .. own];

        (Trial, TableSet?) Need(Study study, TrialParameters parameters)
        {
            Trial trial = DefinerOf(study.Id).ToTrial(parameters, environment, checksums);
            needed.Add(trial);
            return (trial, finished.FirstOrDefault(t => t.Trial.Key == trial.Key) is { } stored ? new TableSet(stored.Tables) : null);
        }
    }

    internal sealed override Trial ToTrial(TrialParameters parameters, RunEnvironment environment, InputChecksums checksums) => new(
        Id,
        Version,
        parameters.Label,
        JsonSerializer.SerializeToElement((TTrial)parameters, StudyJson.Compact),
        new TrialResources(Backend, environment.Device, environment.Threads),
        Inputs((TTrial)parameters, environment, checksums));

    internal sealed override IReadOnlyList<InputFile> InputsOf(Trial trial, RunEnvironment environment, InputChecksums checksums) =>
        Inputs(trial.Read<TTrial>(), environment, checksums);

    internal sealed override IReadOnlyList<string> InputPathsOf(Trial trial, RunEnvironment environment)
    {
        TTrial parameters = trial.Read<TTrial>();
        return [.. InputFiles(parameters, environment), .. DataFiles(parameters, environment)];
    }

    internal sealed override bool IsOptionalTrial(StudyOptions options, Trial trial) =>
        IsOwn(trial) && IsOptional((TOptions)options, trial.Read<TTrial>());

    private FinishedTrial<TTrial>[] Finished(IReadOnlyList<StoredTrial> trials) =>
        [.. trials.Where(t => IsOwn(t.Trial)).Select(t =>
            new FinishedTrial<TTrial>(new TrialReference(Id, t.Trial.Key), t.Trial.Read<TTrial>(), new TableSet(t.Tables)))];

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
