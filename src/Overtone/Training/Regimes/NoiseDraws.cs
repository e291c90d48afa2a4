using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>White noise for a batch, a stream an image and epoch, and how noise is added.</summary>
internal static class NoiseDraws
{
    /// <summary>Normal numbers, float32 of the inputs' shape on the processor, and a number in [0, 1) for each image.</summary>
    public static (Tensor White, float[] Shares) White(TrainingBatch batch, long seed, string stream)
    {
        Tensor white = empty(batch.Inputs.shape, ScalarType.Float32);
        Span<float> numbers = MemoryMarshal.Cast<byte, float>(white.bytes);
        float[] shares = new float[white.shape[0]];
        int size = numbers.Length / shares.Length;
        var draws = new ImageDraws();
        for (int n = 0; n < shares.Length; n++)
        {
            draws.Begin(seed, stream, batch.Epoch, batch.SampleAt(n));
            shares[n] = (float)draws.Unit();
            draws.FillNormal(numbers.Slice(n * size, size));
        }

        return (white, shares);
    }

    /// <summary>Images with noise, cut off at 0 and 1.</summary>
    public static Tensor Add(Tensor images, Tensor noise) => (images + noise.to_type(ScalarType.Float32).to(images.device)).clamp_(0, 1);
}
