using Overtone.Studies.Runs;
using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>
/// What stands behind a trial's <see cref="Recorder"/>: where tables and artefacts are written, the checkpoint, how progress is reported
/// and whether to stop. Nothing a trial writes is seen before the trial is whole.
/// </summary>
internal sealed class TrialContext
{
    private readonly TrialWriter _writer;
    private readonly TrialStore _store;
    private readonly Action<TrialEventKind, double, string> _report;
    private DateTime _lastCheckpoint = DateTime.UtcNow;

    public TrialContext(
        TrialStore store, TrialWriter writer, RunEnvironment environment, Action<TrialEventKind, double, string> report,
        CancellationToken cancellation)
    {
        _store = store;
        _writer = writer;
        _report = report;
        Environment = environment;
        Cancellation = cancellation;
    }

    /// <summary>Data roots, device and threads.</summary>
    public RunEnvironment Environment { get; }

    /// <summary>Cancelled when the run is to stop: save a checkpoint if that helps, then throw.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Whether it is time to save a checkpoint. Saving at other times, or never, changes no number.</summary>
    public bool CheckpointDue => DateTime.UtcNow - _lastCheckpoint >= Environment.CheckpointInterval;

    /// <summary>Writes a table of this trial.</summary>
    /// <exception cref="InvalidOperationException">The trial has written a table of that name.</exception>
    /// <exception cref="IOException">The store cannot be written, for example because the disk is full.</exception>
    public void Write(Table table) => _writer.Write(table);

    /// <summary>Writes a named artefact, for example trained weights.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public void WriteArtefact(string name, Action<Stream> write) => _writer.WriteArtefact(name, write);

    /// <summary>Opens an artefact of another trial; of this trial's study where no study is given.</summary>
    /// <exception cref="FileNotFoundException">There is no such artefact.</exception>
    public Stream OpenArtefact(string? study, string key, string name) => _store.OpenArtefact(study ?? _writer.Trial.Study, key, name);

    /// <summary>Saves a checkpoint in the place of the last one, atomically.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public void SaveCheckpoint(Action<Stream> write)
    {
        CheckpointFile.Write(_store.CheckpointPath(_writer.Trial.Key), write);
        _lastCheckpoint = DateTime.UtcNow;
    }

    /// <summary>
    /// The checkpoint that an interrupted attempt at this trial left behind, exactly as it was written; null when there is none. One that
    /// is damaged is announced and removed, and the trial starts again.
    /// </summary>
    public Stream? OpenCheckpoint()
    {
        string path = _store.CheckpointPath(_writer.Trial.Key);
        if (!File.Exists(path))
            return null;
        try
        {
            return CheckpointFile.Open(path);
        }
        catch (InvalidDataException e)
        {
            File.Delete(path);
            Announce($"warning: {e.Message}; it is removed, and the trial '{_writer.Trial.Label}' starts over");
            return null;
        }
    }

    /// <summary>Reports progress.</summary>
    /// <param name="fraction">How much of the trial is done, from 0 to 1.</param>
    /// <param name="activity">What it is doing, in a few words.</param>
    public void Report(double fraction, string activity = "") => _report(TrialEventKind.Progress, Math.Clamp(fraction, 0, 1), activity);

    /// <summary>Tells whoever follows the run something at once, for example what the rest will cost.</summary>
    /// <param name="text">One sentence.</param>
    public void Announce(string text) => _report(TrialEventKind.Announced, 0, text);
}
