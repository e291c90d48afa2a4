using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Writing;

/// <summary>Writes an <see cref="Activation"/> as nodes.</summary>
internal static class ActivationNodes
{
    /// <summary>Adds the activation of every element.</summary>
    /// <param name="graph">The graph that it is added to.</param>
    /// <param name="activation">Which.</param>
    /// <param name="name">What its node is called.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="rickerWidth">a of the Ricker function.</param>
    /// <returns>The name of what it gives.</returns>
    public static string Append(OnnxGraphBuilder graph, Activation activation, string name, string input, double rickerWidth = 0.3) =>
        activation switch
        {
            Activation.Tanh => graph.Add("Tanh", name, [input]),
            Activation.Relu => graph.Add("Relu", name, [input]),
            Activation.Sin => graph.Add("Sin", name, [input]),
            Activation.Elu => graph.Add("Elu", name, [input], ("alpha", 1f)),
            Activation.Sigmoid => graph.Add("Sigmoid", name, [input]),
            Activation.Ricker => Ricker(graph, name, input, rickerWidth),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
        };

    // c (1 − s²) exp(−s²/2) of s = x/a, as ActivationFunction computes it.
    private static string Ricker(OnnxGraphBuilder graph, string name, string input, double width)
    {
        string Number(string part, double value)
        {
            using Tensor number = tensor(value);
            return graph.Weight($"{name}.{part}", number);
        }

        string scaled = graph.Add("Div", $"{name}.scaled", [input, Number("width", width)]),
            square = graph.Add("Mul", $"{name}.square", [scaled, scaled]),
            factor = graph.Add("Sub", $"{name}.factor", [Number("one", 1), square]),
            exponent = graph.Add("Mul", $"{name}.exponent", [square, Number("minus_half", -0.5)]),
            decay = graph.Add("Exp", $"{name}.decay", [exponent]),
            wave = graph.Add("Mul", $"{name}.wave", [factor, decay]);
        return graph.Add("Mul", name, [wave, Number("height", Math.Pow(Math.PI, 0.25) / (15 * width))]);
    }
}
