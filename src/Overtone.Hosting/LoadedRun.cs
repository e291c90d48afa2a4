using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>A finished run, read back from its folder and the store.</summary>
internal sealed record LoadedRun(string Folder, RunManifest Manifest, Study Study, StudyOptions Options, IReadOnlyList<StoredTrial> Trials)
{
    /// <summary>The measured tables, and the findings, concluded anew from them.</summary>
    /// <exception cref="InvalidDataException">The tables are not those that the study writes.</exception>
    public RunConclusion Conclude() => RunConclusion.Of(Study, Options, Trials, Manifest.NotMeasured);

    /// <summary>Reads a run.</summary>
    /// <exception cref="IOException">There is no run, or it is unfinished, or trials are missing from the store.</exception>
    /// <exception cref="InvalidDataException">Its study is unknown or has another version, or a file is damaged.</exception>
    public static LoadedRun From(string folder, string store, IReadOnlyList<Study> studies)
    {
        RunManifest manifest = RunFolder.ReadManifest(folder);
        Study study = studies.FirstOrDefault(s => s.Id == manifest.Study)
            ?? throw new InvalidDataException($"{folder}: a run of '{manifest.Study}', which this program does not know");
        if (study.Version != manifest.StudyVersion)
            throw new InvalidDataException($"{folder}: measured by version {manifest.StudyVersion} of '{study.Id}', but this program "
                + $"has version {study.Version}; run it again");
        if (manifest.Finished is null)
            throw new IOException($"{folder}: the run is not finished; run it again with --out {folder}: {manifest.Command}");
        var trials = new TrialStore(store);
        StudyOptions options = RunFolder.ReadOptions(folder, manifest, study.OptionsType);
        IEnumerable<string> measured = manifest.Trials.Except(manifest.NotMeasured.Select(missing => missing.Key));
        return new LoadedRun(folder, manifest, study, options, [.. measured.Select(name => Find(TrialReference.Read(name, study))
            ?? throw new IOException($"{store}: the store no longer has trial {name} of {folder}; run it again: {manifest.Command}"))]);

        StoredTrial? Find(TrialReference trial) => trials.Find(trial.Study, trial.Key);
    }
}
