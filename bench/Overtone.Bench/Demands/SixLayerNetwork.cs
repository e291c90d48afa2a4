using Overtone.Bench.Measuring;
using Overtone.Data;
using Overtone.Hosting;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>A network that PyTorch trained and exported, usually one of six layers, with images to ask it about.</summary>
internal sealed class SixLayerNetwork : IDisposable
{
    /// <summary>The data it was trained on, where there is.</summary>
    public const string DataName = "tiny-imagenet-10";

    private const int Epochs = 3, RobustEpochs = 8;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("overtone-bench-");

    private SixLayerNetwork(LabelledImages images, string name) => (Images, Name) = (images, name);

    public LabelledImages Images { get; }

    public string Name { get; }

    public string Onnx => Path.Combine(_folder.FullName, "model.onnx");

    public string TorchScript => Path.Combine(_folder.FullName, "model.pt");

    /// <summary>Operations of one forward pass.</summary>
    public double Operations { get; private set; }

    /// <summary>Has the network made; null, with a remark, where there is no PyTorch.</summary>
    public static SixLayerNetwork? Make(BenchSession session, int count) => Make(session, count, "six_layer.py", $"{Epochs}");

    /// <summary>Has a smaller network made, which is trained adversarially, so that attacks leave images standing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="count">How many images.</param>
    /// <param name="epsilon">ε of the training, in ℓ∞ and 255ths.</param>
    public static SixLayerNetwork? MakeRobust(BenchSession session, int count, int epsilon) =>
        Make(session, count, "robust_network.py", $"{RobustEpochs}", $"{epsilon}");

    private static SixLayerNetwork? Make(BenchSession session, int count, string script, params string[] options)
    {
        SixLayerNetwork network;
        string batches = "";
        try
        {
            DataSplit data = DataSource.Open(DataName, CommonOptions.DefaultDataRoots);
            Dataset sample = data.Evaluation.Subset(Math.Min(count, data.Evaluation.Count), seed: 0);
            int[] order = [.. Enumerable.Range(0, sample.Count)];
            network = new SixLayerNetwork(
                new LabelledImages(sample.Images(order), Array.ConvertAll(order, n => (long)sample.Labels[n])),
                $"{sample.Count:N0} images of {DataName}");
            batches = session.IsQuick ? "" : Path.GetDirectoryName(data.Train.Files[0])!;
        }
        catch (DataNotFoundException)
        {
            using Generator generator = RandomStreams.Create(0, "images");
            network = new SixLayerNetwork(
                new LabelledImages(
                    rand([count, 3, 32, 32], generator: generator),
                    randint(0, 10, [count], dtype: int64, generator: generator).data<long>().ToArray()),
                $"{count:N0} images of noise, because {DataName} was not found");
        }

        using PythonPeer? peer = PythonPeer.Start(session, "torch", script, 2, [batches, network._folder.FullName, .. options]);
        if (peer is null)
        {
            network.Dispose();
            return null;
        }

        network.Operations = peer.Ask("operations");
        return network;
    }

    public void Dispose()
    {
        Images.Pixels.Dispose();
        _folder.Delete(recursive: true);
    }
}
