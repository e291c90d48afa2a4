using Overtone.Catalog.Audit;
using Overtone.Spectra;

namespace Overtone.Catalog.Tests.Audit;

public class FilteredImagesTests
{
    [Fact]
    public void Flips_are_counted_and_compared_with_chance()
    {
        // Image 0: right, wrong when low-passed, right when high-passed. Image 1: right, right, right. Image 2: right, wrong, wrong.
        // Image 3: wrong, wrong, right.
        bool[] right = [true, true, true, false], low = [false, true, false, false], high = [true, true, false, true];
        CleanAnswer[] clean = [.. right.Select((isRight, image) => new CleanAnswer(image, 5, isRight ? 5 : 6, 0, 0))];
        BandAnswer[] bands =
        [
            .. low.Select((correct, image) => new BandAnswer(BandShape.RadialLowPass, 8, image, correct, 0.5)),
            .. high.Select((correct, image) => new BandAnswer(BandShape.RadialHighPass, 8, image, correct, 0.5)),
        ];
        var row = RadiusFlips.Of(clean, bands).Single();
        Assert.Equal(8, row.Radius);
        Assert.Equal(0.25, row.FlipRate, 1e-12);
        // Of the three right images two are wrong when low-passed and two right when high-passed: 3/4 · 2/3 · 2/3.
        Assert.Equal(1 / 3.0, row.FlipRateByChance, 1e-12);
    }

    [Fact]
    public void Accuracy_and_confidence_are_means_over_images()
    {
        const BandShape Shape = BandShape.SquareLowPass;
        BandAnswer[] bands = [new(Shape, 3, 0, true, 0.9), new(Shape, 3, 1, false, 0.5), new(Shape, 5, 0, true, 0.7)];
        Assert.Equal(
            [(3, 0.5, 0.5, 0.7, 2), (5, 1.0, 0.0, 0.7, 1)],
            BandSweep.Scores(bands).Select(r => (r.Bandwidth, r.Accuracy, r.Error, r.Confidence, r.Images)));
    }
}
