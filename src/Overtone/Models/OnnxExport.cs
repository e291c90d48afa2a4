using Overtone.Files;
using Overtone.Models.Onnx.Writing;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// Writes networks as ONNX files, which <see cref="ClassifierFile"/> and every ONNX runtime open: one input, <c>images</c> [batch,
/// channels, height, width], and one output, <c>logits</c> [batch, classes], float32, for any number of images. Nodes have the names of
/// the network's layers.
/// Source: ONNX's operator specifications, opset 17.
/// </summary>
public static class OnnxExport
{
    private const int IrVersion = 8, Opset = 17;
    private const string Images = "images", Logits = "logits", Batch = "batch";

    /// <summary>Writes a network as it computes in evaluation mode; the same weights give the same bytes.</summary>
    /// <param name="path">The file; it appears under its name only when complete, and replaces a file that is there.</param>
    /// <param name="network">
    /// A MultilayerPerceptron, SmallConvolutionalNetwork, VggNetwork, ResidualNetwork or WideResidualNetwork, or a sequence of layers. It
    /// stays as it is, and in its mode.
    /// </param>
    /// <param name="images">The size of one image, of 1 or 3 channels.</param>
    /// <exception cref="NotSupportedException">
    /// A layer cannot be written, which the message names, or the file would have more than two gigabytes.
    /// </exception>
    /// <exception cref="ModelFormatException">The network does not take such images, or its output is not [n, classes].</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, nn.Module<Tensor, Tensor> network, InputSize images)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var graph = new OnnxGraphBuilder(Images, Logits);
        string result = new NetworkNodes(graph).Append(network, Images);
        if (result == Images)
            throw new NotSupportedException($"{network.GetName()} has no layer that computes anything: there is nothing to write.");
        object[] input = [Batch, images.Channels, images.Height, images.Width], output = [Batch, ClassCount(network, images)];
        ProtobufMessage model = OnnxMessages.Model(
            graph.Build(network.GetName(), input, result, output),
            IrVersion,
            Opset,
            nameof(Overtone),
            $"{typeof(OnnxExport).Assembly.GetName().Version?.ToString(3)}");
        // Protobuf has no longer messages.
        if (model.Length > int.MaxValue)
        {
            throw new NotSupportedException(
                $"{network.GetName()} has {model.Length:N0} bytes; an ONNX file holds {int.MaxValue:N0} at most.");
        }

        using var file = new PartialFile(path);
        model.WriteTo(file.Content);
        file.Complete();
    }

    // What a classifier over the network finds when it tries one image.
    private static int ClassCount(nn.Module<Tensor, Tensor> network, InputSize images)
    {
        var options = new ClassifierOptions { Device = network.parameters().FirstOrDefault()?.device };
        using var classifier = new ModuleClassifier(network, images, options: options);
        return classifier.ClassCount;
    }
}
