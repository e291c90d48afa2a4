using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class KernelSmoothnessTests
{
    [Fact]
    public void A_constant_kernel_has_no_variation_and_a_chequerboard_the_most()
    {
        using var scope = NewDisposeScope();
        // 3×3: twelve neighbouring pairs, each differing by 2, over nine squares.
        var board = tensor(new double[,] { { 1, -1, 1 }, { -1, 1, -1 }, { 1, -1, 1 } });
        Assert.Equal(0, KernelSmoothness.TotalVariation(ones(3, 3)).item<double>());
        Assert.Equal(12 * 4 / 9.0, KernelSmoothness.TotalVariation(board).item<double>(), 1e-12);
        Assert.True(KernelSmoothness.HighFrequencyRatio(board).item<double>() > 0.9);
    }

    [Fact]
    public void Size_and_sign_do_not_matter()
    {
        using var scope = NewDisposeScope();
        var kernels = Draw.Normal(1, 6, 3, 5, 4);
        Tensors.RequireNear(KernelSmoothness.TotalVariation(kernels), KernelSmoothness.TotalVariation(kernels * -7), 1e-9);
        Tensors.RequireNear(KernelSmoothness.HighFrequencyRatio(kernels), KernelSmoothness.HighFrequencyRatio(kernels * -7), 1e-9);
    }

    [Fact]
    public void Independent_weights_hold_what_white_noise_does()
    {
        // The expected energy is the same at every frequency: the ratio of means is the share of frequencies beyond half of Nyquist.
        using var scope = NewDisposeScope();
        var kernels = Draw.Normal(2, 20_000, 5, 5);
        Assert.Equal(
            FrequencyMask.RadialHighPass(32, 32, 8).mean().item<double>(),
            KernelSmoothness.HighFrequencyRatio(kernels).mean().item<double>(),
            5e-3);
        // 40 pairs of independent weights: 2σ² each, over 25σ².
        Assert.Equal(80 / 25.0, KernelSmoothness.TotalVariation(kernels).mean().item<double>(), 0.03);
    }

    [Fact]
    public void A_blurred_kernel_is_smoother()
    {
        using var scope = NewDisposeScope();
        var kernels = Draw.Normal(3, 50, 1, 7, 7);
        var blurred = nn.functional.avg_pool2d(kernels, 3, stride: 1);
        Assert.True(
            KernelSmoothness.TotalVariation(blurred).mean().item<double>()
                < KernelSmoothness.TotalVariation(kernels).mean().item<double>());
        Assert.True(
            KernelSmoothness.HighFrequencyRatio(blurred).mean().item<double>()
                < KernelSmoothness.HighFrequencyRatio(kernels).mean().item<double>());
    }
}
