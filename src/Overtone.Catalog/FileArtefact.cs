using Overtone.Studies;

namespace Overtone.Catalog;

/// <summary>Files that libraries write and read by path, kept as artefacts of trials.</summary>
internal static class FileArtefact
{
    /// <summary>Keeps a file as an artefact.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The artefact's name.</param>
    /// <param name="to">The trial.</param>
    public static void Keep(string path, string name, Recorder to) => to.WriteArtefact(name, stream =>
    {
        using FileStream file = File.OpenRead(path);
        file.CopyTo(stream);
    });

    /// <summary>Copies an artefact of a finished trial to a file.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="name">The artefact's name.</param>
    /// <param name="path">The file.</param>
    /// <param name="to">The trial that asks.</param>
    public static void Copy(TrialReference trial, string name, string path, Recorder to)
    {
        using Stream from = to.OpenArtefact(trial, name);
        using FileStream file = File.Create(path);
        from.CopyTo(file);
    }
}
