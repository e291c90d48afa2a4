using Overtone.Studies.Findings;

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
public abstract class Study<TOptions, TTrial>(string id, string title, string source, int version = 1) : PlannedStudy<TOptions, TTrial>
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
    public sealed override StudyOptions OptionsOf(Preset preset)
    {
        TOptions options = preset switch
        {
            Preset.Smoke => TOptions.Smoke,
            Preset.Paper => TOptions.Paper,
            _ => TOptions.Quick,
        };
        return options with { Preset = preset };
    }

    /// <inheritdoc/>
    public sealed override string? ReductionOf(StudyOptions options) => Reductions.Of(options, TOptions.Paper);

    /// <inheritdoc/>
    public sealed override StudyFindings ConcludeFrom(StudyOptions options, TableSet tables)
    {
        var conclusion = new Conclusion(this, tables, TOptions.Paper, ReductionOf(options));
        Conclude((TOptions)options, conclusion);
        return conclusion.Findings();
    }

    /// <summary>The trials of a run.</summary>
    /// <exception cref="InvalidOptionException">The options contradict each other.</exception>
    protected virtual IEnumerable<TTrial> Plan(TOptions options) =>
        throw new NotSupportedException($"{GetType().Name} plans nothing; override Plan.");

    /// <summary>
    /// The trials of a run, for a study that looks at its data or at finished trials to know them. Called again after each round until it
    /// names no new one.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="environment">Where data are.</param>
    /// <param name="finished">The trials already finished.</param>
    /// <exception cref="InvalidOptionException">The options contradict each other or the data.</exception>
    protected virtual IEnumerable<TTrial> Plan(
        TOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TTrial>> finished) =>
        Plan(options);

    /// <summary>Measures one trial: reads <paramref name="trial"/>, adds rows to <paramref name="to"/>.</summary>
    protected abstract void Measure(TTrial trial, Recorder to);

    /// <summary>Concludes from the rows of all trials. A pure function of its arguments.</summary>
    protected abstract void Conclude(TOptions options, Conclusion to);

    internal sealed override void MeasureTrial(Trial trial, TrialContext context)
    {
        var recorder = new Recorder(context);
        Measure(trial.Read<TTrial>(), recorder);
        recorder.WriteTables();
    }

    private protected sealed override IEnumerable<TTrial> PlanAll(
        TOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<TTrial>> finished) =>
        Plan(options, environment, finished);
}
