using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>A trained network as a file that anything opens: ONNX, with its side file; compared with the network first.</summary>
internal static class NetworkFile
{
    public const string Model = "model.onnx", SideFile = "model.json";

    // Float32 rounds at 6e-8; sums over a few thousand numbers in another order stay far below.
    private const double MostDifference = 1e-5;
    private const int Compared = 64;

    public static void Write(nn.Module<Tensor, Tensor> network, Dataset images, Recorder to, Device device)
    {
        string folder = Directory.CreateTempSubdirectory("overtone-").FullName;
        try
        {
            ImageShape shape = images.Shape;
            string path = Path.Combine(folder, Model);
            OnnxExport.Write(path, network, new InputSize(shape.Channels, shape.Height, shape.Width));
            InputSpecFile.Write(InputSpecFile.PathFor(path), new InputSpec { ClassNames = images.ClassNames });
            double difference = Difference(path, network, images, to, device);
            to.Add(new ModelFileRow(difference, new FileInfo(path).Length));
            if (!(difference <= MostDifference))
            {
                throw new InvalidOperationException($"The logits of the ONNX file differ from the network's by {difference:G2} of their "
                    + $"spread, more than {MostDifference:G1}.");
            }

            FileArtefact.Keep(path, Model, to);
            FileArtefact.Keep(InputSpecFile.PathFor(path), SideFile, to);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static void Conclude(Conclusion to)
    {
        double most = to.Rows<ModelFileRow>().Max(row => row.Difference);
        to.Note($"Written as ONNX: on {Compared} images the logits of ONNX Runtime differ from the network's by at most {most:G2} of "
            + "their spread.");
    }

    private static double Difference(string path, nn.Module<Tensor, Tensor> network, Dataset images, Recorder to, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        int[] first = [.. Enumerable.Range(0, Math.Min(Compared, images.Count))];
        using IClassifier file = ClassifierFile.Open(path, InputSpecFile.ReadFor(path), new ClassifierOptions());
        Tensor pixels = images.Images(first), ours = network.call(pixels.to(device)).cpu(), theirs = file.Logits(pixels, to.Cancellation);
        return ((ours - theirs).abs().max() / (ours.max() - ours.min())).item<float>();
    }

    [Table("model_file")]
    private sealed record ModelFileRow(double Difference, [Unit("bytes")] long Size);
}
