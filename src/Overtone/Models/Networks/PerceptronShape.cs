namespace Overtone.Models.Networks;

/// <summary>
/// The shape of a multilayer perceptron: layer widths from input to output and the activation between them; the output is linear.
/// Source: 1901.06523, sections 2 and 3 (written there as 784-400-200-10).
/// </summary>
public sealed record PerceptronShape
{
    /// <summary>A shape from its layer widths.</summary>
    /// <param name="widths">Inputs, hidden widths, outputs: two or more, each at least 1.</param>
    /// <param name="activation">The activation after every layer but the last.</param>
    /// <param name="rickerWidth">a of the Ricker activation, above zero.</param>
    /// <exception cref="ArgumentException">There are fewer than two widths, or one is below 1.</exception>
    public PerceptronShape(IReadOnlyList<int> widths, Activation activation, double rickerWidth = 0.3)
    {
        if (widths.Count < 2 || widths.Any(w => w < 1))
            throw new ArgumentException(
                $"The layer widths are {string.Join('-', widths)}; expected two or more, each at least 1.", nameof(widths));
        if (!(rickerWidth > 0))
            throw new ArgumentException($"The Ricker width is {rickerWidth}; expected a number above zero.", nameof(rickerWidth));
        Widths = [.. widths];
        Activation = activation;
        RickerWidth = rickerWidth;
    }

    /// <summary>Inputs, hidden widths, outputs.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>The activation after every layer but the last.</summary>
    public Activation Activation { get; }

    /// <summary>a of the Ricker activation.</summary>
    public double RickerWidth { get; }

    /// <summary>The number of layers with weights.</summary>
    public int LayerCount => Widths.Count - 1;

    /// <summary>The number of weights, without biases: the multiplications one sample costs.</summary>
    public long WeightCount => Enumerable.Range(0, LayerCount).Sum(layer => (long)Widths[layer] * Widths[layer + 1]);
}
