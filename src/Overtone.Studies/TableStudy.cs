using Overtone.Studies.Findings;

namespace Overtone.Studies;

/// <summary>
/// A study with its own options and trial parameters. It plans, measures and concludes; everything else is the mechanism's.
/// </summary>
/// <typeparam name="TOptions">The options: a record whose properties carry <see cref="OptionAttribute"/>.</typeparam>
/// <typeparam name="TTrial">What one trial reads.</typeparam>
public abstract class TableStudy<TOptions, TTrial> : PlannedStudy<TOptions, TTrial>
    where TOptions : StudyOptions
    where TTrial : TrialParameters
{
    /// <inheritdoc/>
    public sealed override StudyOptions OptionsOf(Preset preset) => Options(preset) with { Preset = preset };

    /// <inheritdoc/>
    public sealed override string? ReductionOf(StudyOptions options) => Reduction((TOptions)options);

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
    protected abstract IReadOnlyList<TTrial> Plan(
        TOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TTrial>> finished);

    /// <summary>Measures one trial: reads <paramref name="trial"/>, writes tables through <paramref name="context"/>.</summary>
    protected abstract void Measure(TTrial trial, TrialContext context);

    /// <summary>Concludes from the tables of all trials. A pure function of its arguments.</summary>
    protected abstract StudyFindings Conclude(TOptions options, TableSet tables);

    internal sealed override void MeasureTrial(Trial trial, TrialContext context) => Measure(trial.Read<TTrial>(), context);

    private protected sealed override IEnumerable<TTrial> PlanAll(
        TOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TTrial>> finished) =>
        Plan(options, environment, finished);
}
