using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Models.Networks;

/// <summary>
/// Makes the layers of a residual network with freshly drawn weights, those of a layer by its place among them (He et al. 2015).
/// </summary>
/// <param name="seed">The replicate's seed.</param>
internal sealed class ResidualLayers(long seed)
{
    private int _layer;

    private static Initialisation He { get; } = new(WeightDistribution.Normal, WeightScale.He, 1);

    /// <summary>A convolution that keeps the size of the image where its stride is 1, without a bias.</summary>
    /// <param name="inputs">Channels that it reads.</param>
    /// <param name="outputs">Channels that it gives.</param>
    /// <param name="stride">Pixels from one output to the next.</param>
    /// <param name="window">Pixels of its window a side, an odd number.</param>
    public Conv2d Convolution(int inputs, int outputs, int stride, int window = 3)
    {
        // A shift would be taken away again by the normalisation that follows.
        Conv2d convolution = nn.Conv2d(inputs, outputs, kernel_size: window, stride: stride, padding: window / 2, bias: false);
        Fill(convolution.weight!, inputs * window * window, outputs * window * window);
        return convolution;
    }

    /// <summary>The linear layer at the end; its bias is zero.</summary>
    /// <param name="inputs">Numbers that it reads.</param>
    /// <param name="outputs">Numbers that it gives.</param>
    public Linear Output(int inputs, int outputs)
    {
        Linear output = nn.Linear(inputs, outputs);
        Fill(output.weight!, inputs, outputs);
        using (no_grad())
            output.bias!.zero_();
        return output;
    }

    private void Fill(Parameter parameter, int inputs, int outputs)
    {
        using var noGradient = no_grad();
        using Tensor weights = He.Weights(seed, _layer++, parameter.shape, inputs, outputs);
        parameter.copy_(weights);
    }
}
