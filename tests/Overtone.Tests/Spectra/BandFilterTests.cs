using CsCheck;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Tests.Spectra;

public class BandFilterTests
{
    private static readonly Gen<(BandFilter Filter, int Height, int Width)> Filters =
        from shape in Gen.Enum<BandShape>()
        from half in Gen.Int[0, 6]
        from height in Gen.Int[2, 15]
        from width in Gen.Int[2, 15]
        select (new BandFilter(shape, (2 * half) + 1), height, width);

    // Shares of white noise's energy: facts on 1906.08988, section 3.1; counts of radial bins: facts on 1905.13545, A.1 (inclusive radius).
    [Theory]
    [InlineData(BandShape.SquareHighPass, 27, 0.712)]
    [InlineData(BandShape.SquareLowPass, 5, 1 - 0.976)]
    [InlineData(BandShape.RadialLowPass, 4, 49 / 1024.0)]
    [InlineData(BandShape.RadialLowPass, 8, 197 / 1024.0)]
    [InlineData(BandShape.RadialLowPass, 12, 441 / 1024.0)]
    [InlineData(BandShape.RadialLowPass, 16, 795 / 1024.0)]
    [InlineData(BandShape.RadialHighPass, 8, 827 / 1024.0)]
    public void The_share_of_frequencies_kept_is_the_published_one(BandShape shape, int bandwidth, double share)
    {
        using var mask = new BandFilter(shape, bandwidth).Mask(32, 32);
        Assert.Equal(share, mask.Numbers().Average(), 5e-4);
    }

    [Fact]
    public void Masks_are_conjugate_symmetric() => Filters.Sample(c =>
    {
        using var scope = NewDisposeScope();
        var mask = c.Filter.Mask(c.Height, c.Width);
        return Tensors.Distance(mask, mask.flip(0, 1).roll([1, 1], [0, 1])) == 0;
    }, iter: 200, threads: 1);

    [Fact]
    public void Filtering_twice_is_filtering_once() => Filters.Sample(c =>
    {
        using var scope = NewDisposeScope();
        var image = Draw.Uniform(1, 3, c.Height, c.Width).to(ScalarType.Float32);
        var once = c.Filter.Apply(image);
        return Tensors.Distance(once, c.Filter.Apply(once)) < 1e-6;
    }, iter: 100, threads: 1);

    [Fact]
    public void The_high_pass_of_the_heat_map_paper_removes_a_cross()
    {
        using var mask = new BandFilter(BandShape.SquareHighPass, 27).Mask(32, 32);
        foreach (var (y, x) in Enumerable.Range(0, 32).SelectMany(y => Enumerable.Range(0, 32).Select(x => (y, x))))
        {
            int v = Math.Min(y, 32 - y), u = Math.Min(x, 32 - x);
            Assert.Equal(v <= 2 || u <= 2 ? 0 : 1, mask[y, x].item<double>());
        }
    }

    [Fact]
    public void High_passed_images_are_not_clipped()
    {
        using var scope = NewDisposeScope();
        var image = Draw.Uniform(2, 1, 16, 16).to(ScalarType.Float32);
        var high = new BandFilter(BandShape.RadialHighPass, 3).Apply(image);
        Assert.True(high.min().item<float>() < -0.1);
        Assert.Equal(0, high.mean().item<float>(), 1e-6);
    }
}
