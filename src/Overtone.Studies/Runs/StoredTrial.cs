using Overtone.Studies.Tables;

namespace Overtone.Studies.Runs;

/// <summary>A finished trial in the store.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Folder">Its folder in the store.</param>
/// <param name="Tables">Its tables, in the order written.</param>
public sealed record StoredTrial(Trial Trial, string Folder, IReadOnlyList<Table> Tables)
{
    /// <summary>Whether it left artefacts, which later trials may read.</summary>
    public bool HasArtefacts =>
        Directory
            .EnumerateFiles(Folder)
            .Any(file =>
                Path.GetFileName(file) != TrialStore.RecordFileName
                && Tables.All(table => Path.GetFileName(file) != TrialStore.TableFileName(table.Name)));
}

/// <summary>The content of <c>trial.json</c>: the trial, and a checksum for everything stored with it.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Tables">The tables' checksums by name, in the order written.</param>
/// <param name="Artefacts">The artefacts' checksums by name.</param>
/// <param name="Seconds">How long the trial took. For planning only; no number depends on it.</param>
/// <param name="Memory">How many bytes its process held at most; null in older stores. For planning only, too.</param>
internal sealed record TrialRecord(
    Trial Trial, IReadOnlyDictionary<string, string> Tables, IReadOnlyDictionary<string, string> Artefacts, double Seconds,
    long? Memory = null);
