namespace Overtone.Studies.Runs;

/// <summary>Follows a run as it happens. Calls come one at a time, from several threads.</summary>
public interface IRunObserver
{
    /// <summary>More trials are planned.</summary>
    /// <param name="trials">The new ones.</param>
    void Planned(IReadOnlyList<Trial> trials);

    /// <summary>Something happened to a trial.</summary>
    void Observed(TrialEvent e);

    /// <summary>Something a reader should know, in one sentence.</summary>
    void Warned(string text);
}
