using System.CommandLine;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting;

/// <summary>
/// What a command makes besides its report: artefacts that one of its trials left, which <c>--out</c> says where to put. The first gets
/// the name given there, the others the same with extensions of their own.
/// </summary>
/// <param name="description">What the file is.</param>
/// <param name="artefacts">The artefacts' names.</param>
internal sealed class StudyProduct(string description, params string[] artefacts)
{
    /// <summary>Where it is put.</summary>
    public Option<string> Out { get; } = new(CommonOptions.Out.Name, [.. CommonOptions.Out.Aliases])
    {
        Description = $"{description} (default: {artefacts[0]} in the current folder)",
        HelpName = "file",
    };

    /// <summary>Where it is to be put.</summary>
    /// <exception cref="InvalidOptionException">It cannot be put there.</exception>
    public string PathIn(ParseResult parsed)
    {
        string path = parsed.GetValue(Out) ?? artefacts[0], expected = Path.GetExtension(artefacts[0]);
        if (Directory.Exists(path) || Path.GetExtension(path) != expected)
            throw new InvalidOptionException(Out.Name, $"'{path}'", $"a file name that ends in {expected}");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Directory.Exists(folder)
            ? path
            : throw new InvalidOptionException(Out.Name, $"'{path}'", "an existing folder before the name");
    }

    /// <summary>Puts it there.</summary>
    /// <param name="request">What was run.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="path">Where.</param>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Write(StudyRequest request, RunOutcome outcome, string path)
    {
        var store = new TrialStore(request.Environment.Store);
        string folder = Path.GetDirectoryName(KeptFiles.Find(request.Study, outcome.Manifest, store, artefacts[0]).First())!;
        string[] files = [path, .. artefacts.Skip(1).Select(name => Path.ChangeExtension(path, Path.GetExtension(name)))];
        foreach ((string artefact, string file) in artefacts.Zip(files))
            KeptFiles.Copy(Path.Combine(folder, artefact), file);
        return files;
    }
}
