using Overtone.Bench.Measuring;
using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>
/// A training as it lies on disk: MNIST's images and labels, and predictions at many steps, which are gone with this object.
/// </summary>
internal sealed class SavedTrainingFiles : IDisposable
{
    /// <summary>The outputs of each prediction.</summary>
    public const int Outputs = 10;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("overtone-bench-");

    /// <summary>Writes the files.</summary>
    /// <param name="samples">Samples of each snapshot.</param>
    /// <param name="snapshots">How many snapshots.</param>
    public SavedTrainingFiles(int samples, int snapshots)
    {
        using var scope = NewDisposeScope();
        using BenchData data = BenchData.Load(samples);
        Name = data.Name;
        Samples = (int)data.Inputs.shape[0];
        NpyWriter.Write<float>(PathOf("x"), data.Inputs.data<float>().ToArray(), Samples, (int)data.Inputs.shape[1]);
        NpyWriter.Write<long>(PathOf("y"), data.Labels.data<long>().ToArray(), Samples);
        Tensor targets = nn.functional.one_hot(data.Labels, Outputs).to_type(ScalarType.Float32);
        using Generator generator = RandomStreams.Create(0, "predictions");
        Predictions = [.. Enumerable.Range(0, snapshots).Select(step => PathOf($"{step:0000}"))];
        for (int step = 0; step < snapshots; step++)
        {
            using var inner = NewDisposeScope();
            Tensor noise = rand([Samples, Outputs], generator: generator);
            Tensor values = targets.lerp(noise, 1.0 / (1 + step));
            NpyWriter.Write<float>(Predictions[step], values.data<float>().ToArray(), Samples, Outputs);
        }
    }

    /// <summary>What the inputs are.</summary>
    public string Name { get; }

    /// <summary>The number of samples.</summary>
    public int Samples { get; }

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The files of predictions.</summary>
    public IReadOnlyList<string> Predictions { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string array) => Path.Combine(_folder.FullName, array + ".npy");
}
