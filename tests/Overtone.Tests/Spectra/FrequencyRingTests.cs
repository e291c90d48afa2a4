using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class FrequencyRingTests
{
    private static readonly FrequencyRing Ring = new(2, 4);

    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    [InlineData(0, 4, true)]
    [InlineData(4, 1, false)]
    public void It_keeps_waves_within_and_removes_no_others(int row, int column, bool isWithin)
    {
        using var scope = NewDisposeScope();
        Tensor pixels = arange(15, dtype: float64) * (2 * Math.PI / 15);
        Tensor wave = (pixels.unsqueeze(1) * row + pixels * column).cos() + 0.5;
        Tensor nothing = zeros(15, 15), waveAlone = (wave - 0.5).to_type(ScalarType.Float32);

        Assert.True(Ring.Keep(wave).allclose(isWithin ? waveAlone : nothing, atol: 1e-6));
        Assert.True((Ring.Keep(wave) + Ring.Remove(wave)).allclose(wave.to_type(ScalarType.Float32), atol: 1e-6));
    }

    [Fact]
    public void Rings_that_touch_share_no_frequency()
    {
        using var scope = NewDisposeScope();
        Tensor both = Ring.Mask(16, 12) + new FrequencyRing(4, 6).Mask(16, 12);
        Assert.True(both.allclose(new FrequencyRing(2, 6).Mask(16, 12)));
    }
}
