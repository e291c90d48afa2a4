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

    /// <summary>Writes the file.</summary>
    /// <param name="trial">The model and the defence.</param>
    /// <param name="size">The size of its images.</param>
    /// <param name="to">Where the demonstration's file is.</param>
    /// <exception cref="ModelFormatException">The model cannot be surrounded.</exception>
    public DefendedFile(DefendedModelTrial trial, InputSize size, Recorder to)
    {
        try
        {
            AuditSubject subject = trial.Subject;
            string model = subject.IsDemonstration ? Copy(subject.Model, to) : subject.Model;
            PostAveragedOnnx.Write(ModelPath, model, trial.Defence.Make(), subject.Input, size, subject.Outputs);
            InputSpecFile.Write(SideFilePath, subject.Input);
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

    /// <summary>The file as a classifier, whose outputs are logits; the caller disposes it.</summary>
    /// <param name="subject">The model without the defence.</param>
    /// <param name="size">The size of its images.</param>
    /// <param name="points">Points of an image: so many fewer images make a batch.</param>
    /// <param name="to">Says how many threads it may take.</param>
    public IClassifier Open(AuditSubject subject, InputSize size, int points, Recorder to) => LogitClassifier.Of(
        ClassifierFile.Open(ModelPath, subject.Input, new ClassifierOptions
        {
            BatchSize = Math.Max(1, subject.BatchSize / points),
            Threads = to.Environment.Threads,
            DataSize = size,
        }),
        subject.Outputs);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Copy(string training, Recorder to)
    {
        string path = Path.Combine(_folder, NetworkFile.Model);
        FileArtefact.Copy(new TrialReference(TrainedNetworksStudy.Instance.Id, training), NetworkFile.Model, path, to);
        return path;
    }
}
