using Overtone.Studies.Tables;

namespace Overtone.Studies;

/// <summary>
/// What a trial has at hand while it measures: it adds rows, and the mechanism remembers them. They are in every checkpoint beside the
/// state of what is followed, so that a trial that was killed goes on with them; nothing is seen of them before the trial is whole.
/// </summary>
public sealed class Recorder
{
    private const int Pieces = 200;

    private readonly TrialContext _context;
    private readonly TrialCheckpoint _checkpoint;
    private readonly RowBuffers _rows = new();

    internal Recorder(TrialContext context)
    {
        _context = context;
        _checkpoint = new TrialCheckpoint(context);
    }

    /// <summary>What stands behind it.</summary>
    internal TrialContext Context => _context;

    /// <summary>Data roots, device and threads.</summary>
    public RunEnvironment Environment => _context.Environment;

    /// <summary>Cancelled when the run is to stop.</summary>
    public CancellationToken Cancellation => _context.Cancellation;

    /// <summary>Adds rows to their table, one or many; without any, the table is stored even if none comes.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">The type is no row of a table.</exception>
    public void Add<T>(params IEnumerable<T> rows) => _rows.Add(rows);

    /// <summary>Adds rows to a table of another name than their type's: one of several alike.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    /// <param name="table">The table's name, in snake_case.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">The type is no row of a table, or the table has other columns.</exception>
    public void AddTo<T>(string table, IEnumerable<T> rows) => _rows.Add(rows, table);

    /// <summary>The rows added so far, those of before an interruption among them.</summary>
    /// <typeparam name="T">A positional record with <see cref="TableAttribute"/>.</typeparam>
    public IReadOnlyList<T> Rows<T>() => _rows.Of<T>().ToTable().As<T>();

    /// <summary>
    /// Advances something to each of a list of steps and measures there. A trial that was interrupted goes on at the last checkpoint: what
    /// was measured before it isn't measured again, and the rows are those of then. One trial may follow several things, one after another.
    /// </summary>
    /// <param name="work">What is followed, at its beginning.</param>
    /// <param name="steps">The steps, rising.</param>
    /// <param name="measure">Measures now, given the step, and adds rows.</param>
    /// <exception cref="OperationCanceledException">The run is to stop; a checkpoint has been saved.</exception>
    public void Follow(IStepwise work, IReadOnlyList<long> steps, Action<long> measure)
    {
        long piece = Math.Max(1, steps[^1] / Pieces);
        int measured = _checkpoint.Resume(work, _rows);
        for (; measured < steps.Count; measured++)
        {
            // In small pieces, so that stopping and checkpoints need not wait for the next measurement.
            while (work.Step < steps[measured])
            {
                Advance(work, Math.Min(steps[measured], work.Step + piece), measured);
                _context.Report((double)work.Step / steps[^1], $"step {work.Step:N0} of {steps[^1]:N0}");
            }

            measure(steps[measured]);
        }

        _checkpoint.Finish(work, measured, _rows);
    }

    /// <summary>
    /// Advances something until it is done, and no further than to a step; a trial that was interrupted goes on at the last checkpoint.
    /// </summary>
    /// <param name="work">What is followed, at its beginning.</param>
    /// <param name="most">The last step.</param>
    /// <param name="every">Steps between two looks.</param>
    /// <param name="isDone">Whether it is done.</param>
    /// <param name="progress">How much is done, from 0 to 1, and what it is doing, in a few words.</param>
    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public void FollowUntil(IStepwise work, long most, long every, Func<bool> isDone, Func<(double Fraction, string Activity)> progress)
    {
        _checkpoint.Resume(work, _rows);
        while (work.Step < most && !isDone())
        {
            Advance(work, Math.Min(most, work.Step + every), measured: 0);
            (double fraction, string activity) = progress();
            _context.Report(fraction, activity);
        }

        _checkpoint.Finish(work, measured: 0, _rows);
    }

    /// <summary>Writes a named artefact, for example trained weights.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public void WriteArtefact(string name, Action<Stream> write) => _context.WriteArtefact(name, write);

    /// <summary>Opens an artefact of an earlier trial of this study.</summary>
    /// <param name="key">The earlier trial's key.</param>
    /// <param name="name">The artefact's name.</param>
    /// <exception cref="FileNotFoundException">There is no such artefact.</exception>
    public Stream OpenArtefact(string key, string name) => _context.OpenArtefact(null, key, name);

    /// <summary>Opens an artefact of an earlier trial of any study.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="name">The artefact's name.</param>
    /// <exception cref="FileNotFoundException">There is no such artefact.</exception>
    public Stream OpenArtefact(TrialReference trial, string name) => _context.OpenArtefact(trial.Study, trial.Key, name);

    /// <summary>Reports progress.</summary>
    /// <param name="fraction">How much of the trial is done, from 0 to 1.</param>
    /// <param name="activity">What it is doing, in a few words.</param>
    public void Report(double fraction, string activity = "") => _context.Report(fraction, activity);

    /// <summary>Tells whoever follows the run something at once, for example what the rest will cost.</summary>
    /// <param name="text">One sentence.</param>
    public void Announce(string text) => _context.Announce(text);

    /// <summary>Writes all tables, in the order in which their first rows came.</summary>
    internal void WriteTables()
    {
        foreach (RowBuffer buffer in _rows.All.Where(b => b.Table.IsStored))
            _context.Write(buffer.ToStoredTable());
    }

    private void Advance(IStepwise work, long step, int measured)
    {
        try
        {
            work.AdvanceTo(step, _context.Cancellation);
        }
        catch (OperationCanceledException)
        {
            _checkpoint.Save(work, measured, _rows);
            throw;
        }

        if (_context.CheckpointDue)
            _checkpoint.Save(work, measured, _rows);
    }
}
