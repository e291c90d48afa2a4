using static TorchSharp.torch;

namespace Overtone.Tests.Defenses;

/// <summary>A network whose two logits are a plane wave, cos(ω·x), and its negative.</summary>
/// <param name="wave">ω, [pixels, 1].</param>
internal sealed class WaveNetwork(Tensor wave) : nn.Module<Tensor, Tensor>(nameof(WaveNetwork))
{
    public override Tensor forward(Tensor input)
    {
        Tensor cosine = input.flatten(1).matmul(wave).cos();
        return cat([cosine, -cosine], 1);
    }
}
