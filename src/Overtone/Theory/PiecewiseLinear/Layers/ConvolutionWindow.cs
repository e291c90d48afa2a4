using Overtone.Models;

namespace Overtone.Theory.PiecewiseLinear.Layers;

/// <summary>How a convolution or a pooling moves over an image.</summary>
/// <param name="Rows">Downwards.</param>
/// <param name="Columns">To the right.</param>
internal sealed record ConvolutionWindow(ConvolutionAxis Rows, ConvolutionAxis Columns)
{
    /// <summary>The size of what comes out.</summary>
    public InputSize Output(InputSize input, int channels) => new(channels, Rows.Count(input.Height), Columns.Count(input.Width));
}

/// <summary>How it moves along one direction of an image.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Pixels between two outputs.</param>
/// <param name="Padding">Pixels that are missing before the first and after the last.</param>
/// <param name="Dilation">Pixels between two taps.</param>
internal sealed record ConvolutionAxis(int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>How many outputs there are for so many pixels.</summary>
    public int Count(int pixels) => ((pixels + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

    /// <summary>The pixel under a tap of an output; beyond the image it is padding.</summary>
    public int Source(int output, int tap) => (output * Stride) - Padding + (tap * Dilation);

    /// <summary>The pixels of the image under the taps of an output.</summary>
    public IEnumerable<int> Sources(int output, int pixels) =>
        Enumerable.Range(0, Kernel).Select(tap => Source(output, tap)).Where(pixel => pixel >= 0 && pixel < pixels);
}
