using System.Diagnostics;
using System.Text.Json;
using Overtone.Studies.Tables;

namespace Overtone.Studies.Runs;

/// <summary>
/// Collects what one trial writes in a temporary folder of the store, and moves the folder into place in one step when the trial is
/// whole. Disposing it without <see cref="Commit"/> leaves nothing behind.
/// </summary>
internal sealed class TrialWriter : IDisposable
{
    private readonly Dictionary<string, string> _tables = [];
    private readonly Dictionary<string, string> _artefacts = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly string _partial;
    private readonly string _final;

    public TrialWriter(Trial trial, string partial, string final)
    {
        Trial = trial;
        _partial = partial;
        _final = final;
        Directory.CreateDirectory(_partial);
        PeakMemory.Reset();
    }

    public Trial Trial { get; }

    public void Write(Table table)
    {
        if (_tables.ContainsKey(table.Name))
            throw new InvalidOperationException($"The trial has already written a table '{table.Name}'.");
        string path = Path.Combine(_partial, TrialStore.TableFileName(table.Name));
        TableFile.Write(table, path);
        _tables.Add(table.Name, Checksum.OfFile(path));
    }

    public void WriteArtefact(string name, Action<Stream> write)
    {
        string path = Path.Combine(_partial, name);
        AtomicFile.WriteStream(path, write);
        _artefacts[name] = Checksum.OfFile(path);
    }

    public void Commit()
    {
        var record = new TrialRecord(Trial, _tables, _artefacts, _watch.Elapsed.TotalSeconds, PeakMemory.Bytes);
        AtomicFile.WriteText(Path.Combine(_partial, TrialStore.RecordFileName), JsonSerializer.Serialize(record, StudyJson.Indented));
        Directory.CreateDirectory(Path.GetDirectoryName(_final)!);
        if (Directory.Exists(_final))
            Directory.Delete(_final, recursive: true);
        Directory.Move(_partial, _final);
    }

    public void Dispose()
    {
        if (Directory.Exists(_partial))
            Directory.Delete(_partial, recursive: true);
    }
}
