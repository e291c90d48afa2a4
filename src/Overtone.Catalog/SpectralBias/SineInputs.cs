using static TorchSharp.torch;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What networks that fit functions on the unit interval are given.</summary>
internal static class SineInputs
{
    /// <summary>
    /// The points j/N as [N, 1]; or, for as many inputs as samples, N unit vectors: then nothing tells a network which samples are neighbours, which makes a negative
    /// control.
    /// </summary>
    /// <param name="inputs">How many inputs the networks have.</param>
    /// <param name="samples">N.</param>
    /// <param name="device">Where the tensor lives.</param>
    public static Tensor Of(int inputs, int samples, Device device)
    {
        using var scope = NewDisposeScope();
        Tensor values = inputs == 1 ? tensor(SineSum.Points(samples), dtype: float64).unsqueeze(1).to_type(ScalarType.Float32) : eye(samples);
        return values.to(device).MoveToOuterDisposeScope();
    }
}
