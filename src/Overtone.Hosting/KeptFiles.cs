using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>Copies files that trials left in the store into a run's folder, where users find them.</summary>
internal static class KeptFiles
{
    /// <summary>Copies them. Where several trials left one of the same name, the second is <c>name-2.npy</c>, and so on.</summary>
    /// <param name="study">The study, which says which.</param>
    /// <param name="manifest">The finished run.</param>
    /// <param name="store">The trial store.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">A file cannot be copied.</exception>
    public static void Write(Study study, RunManifest manifest, TrialStore store, string folder)
    {
        foreach (string name in study.KeptFiles)
        {
            foreach ((int n, string path) in Find(study, manifest, store, name).Index())
            {
                string copy = n == 0 ? name : $"{Path.GetFileNameWithoutExtension(name)}-{n + 1}{Path.GetExtension(name)}";
                Copy(path, Path.Combine(folder, copy));
            }
        }
    }

    /// <summary>Where a study's own trials left files of a name, in the order of the trials.</summary>
    public static IEnumerable<string> Find(Study study, RunManifest manifest, TrialStore store, string name) => manifest.Trials
        .Where(key => !key.Contains('/')).Select(key => Path.Combine(store.FolderOf(study.Id, key), name)).Where(File.Exists);

    /// <summary>Copies a file, which appears under its new name only when complete.</summary>
    /// <exception cref="IOException">The file cannot be copied.</exception>
    public static void Copy(string path, string copy) => AtomicFile.WriteStream(copy, to =>
    {
        using Stream from = File.OpenRead(path);
        from.CopyTo(to);
    });
}
