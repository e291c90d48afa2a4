namespace Overtone.Studies;

/// <summary>What a study plans from that looks at its data, at finished trials, or at trials of other studies.</summary>
/// <typeparam name="TTrial">What one of its own trials reads.</typeparam>
public sealed class TrialPlanning<TTrial>
    where TTrial : TrialParameters
{
    private readonly IReadOnlyList<FinishedTrial<TTrial>> _finished;
    private readonly Func<Study, TrialParameters, (Trial Trial, TableSet? Tables)> _need;
    private readonly Action? _asked;

    internal TrialPlanning(
        RunEnvironment environment,
        IReadOnlyList<FinishedTrial<TTrial>> finished,
        Func<Study, TrialParameters, (Trial Trial, TableSet? Tables)> need,
        Action? asked) =>
        (Environment, _finished, _need, _asked) = (environment, finished, need, asked);

    /// <summary>Where data are.</summary>
    public RunEnvironment Environment { get; }

    /// <summary>Its own trials that are finished.</summary>
    public IReadOnlyList<FinishedTrial<TTrial>> Finished
    {
        get
        {
            _asked?.Invoke();
            return _finished;
        }
    }

    /// <summary>
    /// Names a trial of another study, which belongs to that one, whoever asks: it is taken from the store if it is there, and measured
    /// with this run's trials if not. A study lists whose trials it names in <see cref="Study.Uses"/>.
    /// </summary>
    /// <typeparam name="T">What the trial reads.</typeparam>
    /// <param name="study">The study that defines it.</param>
    /// <param name="parameters">The trial.</param>
    /// <returns>The trial; null as long as it is not finished. Planning is called again then.</returns>
    public FinishedTrial<T>? Need<T>(Study study, T parameters)
        where T : TrialParameters
    {
        if (_need(study, parameters) is ({ } trial, { } tables))
            return new FinishedTrial<T>(new TrialReference(trial.Study, trial.Key), parameters, tables);
        _asked?.Invoke();
        return null;
    }
}
