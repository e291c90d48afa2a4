using Overtone.Catalog.Audit;
using Overtone.Spectra;

namespace Overtone.Catalog.Tests.Audit;

public class HeatMapScaleTests
{
    [Theory]
    [InlineData(32, 4, 1024)]
    [InlineData(224, 15.7, 3969)]
    public void Published_sizes_have_the_published_norms_and_regions(int side, double norm, int cells)
    {
        var audit = new AuditSetting(new AuditOptions { Model = "model.onnx" }, new ModelSize(3, side, side, 100));
        var scale = HeatMapScale.Of(audit);
        Assert.Equal(norm, scale.Norm);
        Assert.Equal(cells, scale.Plane.Cells.Count);
        int[] sides = BandSweep.BandwidthsOf(audit, BandShape.SquareLowPass);
        Assert.All(sides, bandwidth => Assert.Equal(1, bandwidth % 2));
        Assert.Equal(side == 32 ? [1, 3, 5, 7, 11, 15, 19, 23, 27, 31] : sides, sides);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("pi/4", Math.PI / 4)]
    [InlineData("pi", Math.PI)]
    [InlineData("-0.5", -0.5)]
    public void A_phase_is_a_number_or_a_part_of_pi(string text, double phase) =>
        Assert.Equal(phase, HeatMapScale.ReadPhase(text), 1e-12);
}
