using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
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

    /// <summary>
    /// Raised whenever a trial would measure something else than before: stored trials of other versions are kept, not used.
    /// </summary>
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

    /// <summary>
    /// Whether it repeats a source's experiment, of which options can then leave something out; not so for a question put to a user's own
    /// model or training.
    /// </summary>
    public virtual bool RepeatsExperiment => true;

    /// <summary>
    /// Numbers that it rests on, computed once more in Python; null where there are none. <c>verify --independent</c> compares them.
    /// </summary>
    public virtual IndependentScript? Independent => null;

    /// <summary>The studies whose trials it names; see <see cref="TrialPlanning{TTrial}.Need"/>.</summary>
    public virtual IReadOnlyList<Study> Uses => [];

    /// <summary>
    /// Files that its trials leave in the store and that a run's folder has a copy of, beside its tables: for users to take away.
    /// </summary>
    public virtual IReadOnlyList<string> KeptFiles => [];

    /// <summary>The options record.</summary>
    public abstract Type OptionsType { get; }

    /// <summary>The headings of its options (see <see cref="OptionAttribute.Group"/>) in the order in which the help shows them.</summary>
    public virtual IReadOnlyList<string> OptionGroups => [];

    /// <summary>The options of a preset.</summary>
    public abstract StudyOptions OptionsOf(Preset preset);

    /// <summary>What these options leave out of the source's experiment, in a few words; null when nothing.</summary>
    public abstract string? ReductionOf(StudyOptions options);

    /// <summary>
    /// Coarser runs that are made before one with these options, the coarsest first; none if a run has a report soon enough by itself.
    /// </summary>
    public virtual IReadOnlyList<FirstLook> FirstLooksOf(StudyOptions options) => [];

    /// <summary>
    /// The trials of a run, given those already finished. <paramref name="asked"/> is called when the plan depends on what finished trials
    /// found: others may follow then.
    /// </summary>
    internal abstract IReadOnlyList<Trial> PlanTrials(
        StudyOptions options,
        RunEnvironment environment,
        InputChecksums checksums,
        IReadOnlyList<StoredTrial> finished,
        Action? asked = null);

    /// <summary>A trial of its own, whole.</summary>
    internal abstract Trial ToTrial(TrialParameters parameters, RunEnvironment environment, InputChecksums checksums);

    /// <summary>Whether a trial is its own, not one that it names.</summary>
    internal bool IsOwn(Trial trial) => trial.Study == Id;

    /// <summary>The study that a trial of its runs belongs to: itself, or one that it uses.</summary>
    /// <exception cref="InvalidDataException">It uses no such study.</exception>
    internal Study DefinerOf(Trial trial) => DefinerOf(trial.Study);

    /// <inheritdoc cref="DefinerOf(Trial)"/>
    private protected Study DefinerOf(string id) => id == Id
        ? this
        : Uses.FirstOrDefault(study => study.Id == id) ?? throw new InvalidDataException($"'{Id}' does not use the study '{id}'.");

    /// <summary>The input files of a trial as they are now.</summary>
    internal abstract IReadOnlyList<InputFile> InputsOf(Trial trial, RunEnvironment environment, InputChecksums checksums);

    /// <summary>The paths of a trial's input files.</summary>
    internal abstract IReadOnlyList<string> InputPathsOf(Trial trial, RunEnvironment environment);

    /// <summary>Whether a run is worth finishing without a trial.</summary>
    internal abstract bool IsOptionalTrial(StudyOptions options, Trial trial);

    /// <summary>Whether measuring a trial again must give the same tables.</summary>
    public abstract bool IsTrialRepeatable(Trial trial);

    /// <summary>Whether a trial only looks at what is to be measured; see <see cref="TrialParameters.IsPreparation"/>.</summary>
    internal abstract bool IsPreparationTrial(Trial trial);

    /// <summary>Measures one trial.</summary>
    internal abstract void MeasureTrial(Trial trial, TrialContext context);

    /// <summary>The measured tables of a run by name, out of its trials.</summary>
    public abstract TableSet GatherTables(StudyOptions options, IReadOnlyList<StoredTrial> trials);

    /// <summary>Concludes from the tables of all trials.</summary>
    public abstract StudyFindings ConcludeFrom(StudyOptions options, TableSet tables);
}
