using Overtone.Catalog.Audit;
using Overtone.Catalog.TrainedNetworks;
using Overtone.Defenses;
using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.DefendedModels;

/// <summary>A model with a defence around it as a file, in a folder that is deleted with it.</summary>
internal sealed class DefendedFile : IDisposable
{
    /// <summary>The names of the artefacts.</summary>
    public const string Model = "defended.onnx", SideFile = "defended.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("overtone-").FullName;
    private readonly AuditSubject _subject;
    private readonly InputSize _size;

    /// <summary>Writes the file.</summary>
    /// <param name="trial">The model and the defence.</param>
    /// <param name="size">The size of its images.</param>
    /// <param name="to">Where the demonstration's file is.</param>
    /// <exception cref="ModelFormatException">The model cannot be surrounded.</exception>
    public DefendedFile(DefendedModelTrial trial, InputSize size, Recorder to)
    {
        Defenses.PostAveraging defense = trial.Defence.Make();
        (_subject, _size, Points) = (trial.Subject, size, defense.PassesPerImage);
        try
        {
            string model = _subject.IsDemonstration ? Copy(_subject.Model, to) : _subject.Model;
            PostAveragedOnnx.Write(ModelPath, model, defense, _subject.Input, size, _subject.Outputs);
            InputSpecFile.Write(SideFilePath, _subject.Input);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it is.</summary>
    public string ModelPath => Path.Combine(_folder, Model);

    /// <summary>Where its side file is, which says how it wants its images.</summary>
    public string SideFilePath => Path.Combine(_folder, SideFile);

    /// <summary>Points that an answer is the mean of.</summary>
    public int Points { get; }

    /// <summary>Images a batch: so many fewer than of the model alone as each has points.</summary>
    public int BatchSize => Math.Max(1, _subject.BatchSize / Points);

    /// <summary>The file as a classifier, whose outputs are logits; the caller disposes it.</summary>
    /// <param name="to">Says how many threads it may take.</param>
    public IClassifier Open(Recorder to) => LogitClassifier.Of(
        ClassifierFile.Open(ModelPath, _subject.Input, new ClassifierOptions
        {
            BatchSize = BatchSize,
            Threads = to.Environment.Threads,
            DataSize = _size,
        }),
        _subject.Outputs);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Copy(string training, Recorder to)
    {
        string path = Path.Combine(_folder, NetworkFile.Model);
        FileArtefact.Copy(new TrialReference(TrainedNetworksStudy.Instance.Id, training), NetworkFile.Model, path, to);
        return path;
    }
}
