using Overtone.Models.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Writing;

/// <summary>Writes networks as nodes: those whose order of layers is in code, and any that consist of layers alone.</summary>
/// <param name="graph">The graph that they are added to.</param>
internal sealed class NetworkNodes(OnnxGraphBuilder graph)
{
    private readonly LayerNodes _layers = new(graph);

    /// <summary>Adds what a network computes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">What it reads: [n, channels, height, width].</param>
    /// <returns>The name of what it gives.</returns>
    /// <exception cref="NotSupportedException">There are no nodes for one of its layers; the message names it.</exception>
    public string Append(nn.Module<Tensor, Tensor> network, string images)
    {
        Dictionary<string, nn.Module> parts = network.named_children().ToDictionary(child => child.name, child => child.module);
        return network switch
        {
            MultilayerPerceptron perceptron => Perceptron(perceptron, images),
            SmallConvolutionalNetwork convolutional => Convolutional(convolutional, parts, images),
            VggNetwork vgg => Vgg(vgg, parts, images),
            ResidualNetwork or WideResidualNetwork => _layers.Append(
                parts["output"], "output", AverageOfPixels(_layers.Append(parts["features"], "", images))),
            Sequential when parts.Count == 2 && parts.Values.First() is SpectralFilter
                && parts.Values.Last() is nn.Module<Tensor, Tensor> behind =>
                Append(behind, _layers.Append(parts.Values.First(), parts.Keys.First(), images)),
            Sequential => _layers.Append(network, "", images),
            _ => _layers.Append(network, network.GetName(), images),
        };
    }

    private string Perceptron(MultilayerPerceptron perceptron, string images)
    {
        PerceptronShape shape = perceptron.Shape;
        Dictionary<string, Parameter> parameters = perceptron.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        string x = _layers.Flatten("flatten", images);
        for (int layer = 0; layer < shape.LayerCount; layer++)
        {
            bool isLast = layer == shape.LayerCount - 1;
            string name = isLast ? "output" : $"hidden{layer + 1}";
            x = _layers.Product(name, x, parameters[$"weight{layer}"], parameters[$"bias{layer}"], isTransposed: false);
            x = isLast ? x : ActivationNodes.Append(graph, shape.Activation, $"{name}.activation", x, shape.RickerWidth);
        }

        return x;
    }

    private string Convolutional(SmallConvolutionalNetwork network, Dictionary<string, nn.Module> parts, string images)
    {
        string Activated(string name, string input) => ActivationNodes.Append(
            graph, network.Shape.Activation, $"{name}.activation", _layers.Append(parts[name], name, input));
        string x = HalvedByMaximum("pooling1", Activated("convolution1", images));
        x = _layers.Flatten("flatten", HalvedByMaximum("pooling2", Activated("convolution2", x)));
        foreach (string hidden in parts.Keys.Where(name => name.StartsWith("hidden", StringComparison.Ordinal)))
            x = Activated(hidden, x);
        return _layers.Append(parts["output"], "output", x);
    }

    private string Vgg(VggNetwork network, Dictionary<string, nn.Module> parts, string images)
    {
        string Activated(string name, string input) => graph.Add("Relu", $"{name}.relu", [_layers.Append(parts[name], name, input)]);
        (string x, int convolutions) = (images, 0);
        for (int stage = 0; stage < network.Shape.Stages.Count; stage++)
        {
            for (int n = 0; n < VggShape.ConvolutionsOf(stage); n++)
                x = Activated($"convolution{++convolutions}", x);
            x = HalvedByMaximum($"pooling{stage + 1}", x);
        }

        return _layers.Append(parts["output"], "output", Activated("hidden", _layers.Flatten("flatten", x)));
    }

    private string HalvedByMaximum(string name, string input) =>
        graph.Add("MaxPool", name, [input], ("kernel_shape", (long[])[2, 2]), ("strides", (long[])[2, 2]));

    private string AverageOfPixels(string input) => _layers.Flatten("flatten", graph.Add("GlobalAveragePool", "pooling", [input]));
}
