using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class FrequencyBandTests
{
    [Theory]
    [InlineData(0, 0, FrequencyBand.Zero)]
    [InlineData(0, 1, FrequencyBand.Low)]
    [InlineData(-4, 0, FrequencyBand.Low)]
    [InlineData(3, 3, FrequencyBand.Middle)]
    [InlineData(0, 8, FrequencyBand.Middle)]
    [InlineData(6, -6, FrequencyBand.High)]
    [InlineData(-16, -16, FrequencyBand.High)]
    public void Octaves_of_32_pixels_end_at_4_and_8_cycles(int y, int x, FrequencyBand band) =>
        Assert.Equal(band, FrequencyBands.Of(new SpatialFrequency(y, x), 32));

    [Theory]
    [InlineData(8)]
    [InlineData(28)]
    [InlineData(32)]
    [InlineData(96)]
    public void Every_cell_lies_within_the_limits_of_its_band_and_no_band_is_empty(int side)
    {
        var bands = new FrequencyPlane(side, side).Cells.ToLookup(cell => FrequencyBands.Of(cell, side));
        Assert.Equal(4, bands.Count);
        Assert.All(bands, band =>
        {
            var (beyond, upTo) = FrequencyBands.Limits(band.Key, side);
            Assert.All(band, cell => Assert.True(cell.Radius <= upTo && (cell.Radius > beyond || band.Key == FrequencyBand.Zero)));
        });
    }
}
