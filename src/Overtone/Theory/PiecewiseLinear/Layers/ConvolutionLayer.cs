using Overtone.Models;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>
/// A convolution with zero padding over an image that travels as one row of channel after channel, line after line.
/// </summary>
/// <param name="input">The size of its input.</param>
/// <param name="window">Kernel, stride, padding, dilation.</param>
/// <param name="weights">[outputs][channels of the group × kernel height × kernel width].</param>
/// <param name="biases">One number an output channel.</param>
/// <param name="groups">In how many groups channels are taken.</param>
internal sealed class ConvolutionLayer(
    InputSize input, ConvolutionWindow window, double[][] weights, double[] biases, int groups) : WeightedLayer
{
    public override int? InputCount => input.Channels * input.Height * input.Width;

    /// <summary>The size of its output.</summary>
    public InputSize Output { get; } = window.Output(input, weights.Length);

    protected override double[] Apply(double[] row, bool hasBias)
    {
        var outputs = new double[Output.Channels * Output.Height * Output.Width];
        int perGroup = input.Channels / groups, outputsPerGroup = Output.Channels / groups;
        for (int index = 0; index < outputs.Length; index++)
        {
            int channel = index / (Output.Height * Output.Width), top = index / Output.Width % Output.Height, left = index % Output.Width;
            double sum = hasBias ? biases[channel] : 0;
            for (int c = 0; c < perGroup; c++)
            {
                int source = ((channel / outputsPerGroup * perGroup) + c) * input.Height * input.Width;
                for (int i = 0; i < window.Rows.Kernel; i++)
                {
                    int y = window.Rows.Source(top, i);
                    if (y < 0 || y >= input.Height)
                        continue;
                    for (int j = 0; j < window.Columns.Kernel; j++)
                    {
                        int x = window.Columns.Source(left, j);
                        if (x >= 0 && x < input.Width)
                            sum +=
                                weights[channel][(((c * window.Rows.Kernel) + i) * window.Columns.Kernel) + j]
                                * row[source + (y * input.Width) + x];
                    }
                }
            }

            outputs[index] = sum;
        }

        return outputs;
    }
}
