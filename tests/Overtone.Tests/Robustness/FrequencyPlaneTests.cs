using CsCheck;
using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class FrequencyPlaneTests
{
    // Cells and conjugate pairs of the published maps: facts on 1906.08988, sections 3.11 and 3.12.
    [Theory]
    [InlineData(32, 32, null, 1, 1024, 514)]
    [InlineData(224, 224, 63, 1, 3969, 1985)]
    [InlineData(224, 224, null, 1, 50176, 25090)]
    [InlineData(224, 224, 63, 8, 49, 25)]
    [InlineData(5, 5, null, 1, 25, 13)]
    [InlineData(4, 6, null, 1, 24, 14)]
    [InlineData(1, 1, null, 1, 1, 1)]
    public void Every_conjugate_pair_is_measured_once(int height, int width, int? region, int stride, int cells, int classes)
    {
        var plane = new FrequencyPlane(height, width, region, stride);
        Assert.Equal((cells, classes), (plane.Cells.Count, plane.Classes.Count));
    }

    [Fact]
    public void The_canonical_member_is_the_same_for_both_and_one_of_them() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12]).Sample((height, width) =>
        {
            var plane = new FrequencyPlane(height, width);
            return plane.Cells.All(cell =>
            {
                var canonical = plane.Canonical(cell);
                var isSame = canonical == cell;
                var isConjugate = (canonical.Y + cell.Y) % height == 0 && (canonical.X + cell.X) % width == 0;
                return (isSame || isConjugate) && plane.Canonical(canonical) == canonical && (!plane.IsSelfConjugate(cell) || isSame);
            });
        }, iter: 100, threads: 1);

    [Fact]
    public void An_even_side_runs_from_minus_half_and_holds_four_own_conjugates()
    {
        var plane = new FrequencyPlane(32, 32);
        Assert.Equal((-16, 15), (plane.Rows[0], plane.Rows[^1]));
        Assert.Equal(4, plane.Cells.Count(plane.IsSelfConjugate));
        Assert.Equal(1, new FrequencyPlane(7, 7).Cells.Count(new FrequencyPlane(7, 7).IsSelfConjugate));
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public void Regions_that_do_not_fit_and_strides_below_one_are_refused(int region, int stride) =>
        Assert.ThrowsAny<ArgumentException>(() => new FrequencyPlane(8, 10, region, stride));
}
