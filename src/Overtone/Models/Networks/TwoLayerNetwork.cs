namespace Overtone.Models.Networks;

/// <summary>
/// A two-layer ReLU network with one output and no output bias, in float64: Σ_j w_j max(0, r_j·x + o_j), where the offset o_j is a bias or
/// |r_j| times a breakpoint. <see cref="Training.TwoLayerDescent"/> trains it in place.
/// Source: 1905.10264; 2010.08153.
/// </summary>
public sealed class TwoLayerNetwork
{
    /// <summary>A network from its weights.</summary>
    /// <param name="form">What the offsets are.</param>
    /// <param name="inputWeights">[neurons, d]: a row r_j for each neuron.</param>
    /// <param name="offsets">Breakpoints or biases, one a neuron.</param>
    /// <param name="outputWeights">w_j, one a neuron.</param>
    /// <exception cref="ArgumentException">There is no neuron or no input, or numbers differ.</exception>
    public TwoLayerNetwork(NeuronForm form, double[,] inputWeights, IReadOnlyList<double> offsets, IReadOnlyList<double> outputWeights)
    {
        (int width, int dimension) = (inputWeights.GetLength(0), inputWeights.GetLength(1));
        if (width < 1 || dimension < 1 || offsets.Count != width || outputWeights.Count != width)
            throw new ArgumentException($"The input weights are [{width}, {dimension}], with {offsets.Count} offsets and "
                + $"{outputWeights.Count} output weights; expected at least [1, 1] and equal numbers of each.", nameof(inputWeights));
        Form = form;
        Inputs = [.. Enumerable.Range(0, dimension).Select(
            axis => Enumerable.Range(0, width).Select(neuron => inputWeights[neuron, axis]).ToArray())];
        Offsets = [.. offsets];
        Outputs = [.. outputWeights];
    }

    /// <summary>What the offsets are.</summary>
    public NeuronForm Form { get; }

    /// <summary>Neurons.</summary>
    public int Width => Outputs.Length;

    /// <summary>Inputs d.</summary>
    public int Dimension => Inputs.Length;

    /// <summary>Input weights, an array for each axis.</summary>
    internal double[][] Inputs { get; }

    /// <summary>Breakpoints or biases.</summary>
    internal double[] Offsets { get; }

    /// <summary>Output weights.</summary>
    internal double[] Outputs { get; }

    /// <summary>|r_j|, the norm of a neuron's row of input weights.</summary>
    public double InputNorm(int neuron) => Math.Sqrt(Inputs.Sum(axis => axis[neuron] * axis[neuron]));

    /// <summary>A neuron's output weight.</summary>
    public double OutputWeight(int neuron) => Outputs[neuron];

    /// <summary>The network's values.</summary>
    /// <param name="points">[n, d].</param>
    /// <exception cref="ArgumentException">The dimension differs from the network's.</exception>
    public double[] At(double[,] points)
    {
        if (points.GetLength(1) != Dimension)
            throw new ArgumentException(
                $"The points have dimension {points.GetLength(1)}; expected {Dimension}, the network's.", nameof(points));
        var values = new double[points.GetLength(0)];
        for (int neuron = 0; neuron < Width; neuron++)
        {
            double bias = Form == NeuronForm.Breakpoint ? InputNorm(neuron) * Offsets[neuron] : Offsets[neuron];
            for (int n = 0; n < values.Length; n++)
            {
                double sum = bias;
                for (int axis = 0; axis < Dimension; axis++)
                    sum += Inputs[axis][neuron] * points[n, axis];
                values[n] += Outputs[neuron] * Math.Max(0, sum);
            }
        }

        return values;
    }
}
