using CsCheck;
using Overtone.Robustness;

namespace Overtone.Tests.Robustness;

public class FrequencyTilingTests
{
    private static readonly Gen<FrequencyTiling> Tilings =
        from height in Gen.Int[1, 14]
        from width in Gen.Int[1, 14]
        from region in Gen.Int[1, Math.Min(height, width)].Nullable()
        from stride in Gen.Int[1, 3]
        from side in Gen.Int[1, 6]
        select new FrequencyTiling(new FrequencyPlane(height, width, region, stride), side);

    [Fact]
    public void Every_pair_of_conjugates_lies_in_exactly_one_neighbourhood_and_zero_alone() => Tilings.Sample(tiling =>
    {
        var members = tiling.Neighbourhoods.SelectMany(one => one.Members.Distinct()).ToArray();
        return members.Length == tiling.Plane.Classes.Count
            && members.ToHashSet().SetEquals(tiling.Plane.Classes)
            && tiling.Neighbourhoods.All(one => one.Members.Contains(one.Middle))
            && tiling.Of(default).Members.SequenceEqual([default])
            && tiling.Plane.Cells.All(cell => tiling.Of(cell) == tiling.Of(new SpatialFrequency(-cell.Y, -cell.X)));
    }, iter: 300, threads: 1);

    [Fact]
    public void A_neighbourhoods_mean_is_that_of_its_cells_of_the_whole_plane() =>
        Gen.Select(Tilings, Gen.Int[0, 1000]).Sample((tiling, seed) =>
        {
            var errors = tiling.Plane.Classes.ToDictionary(cell => cell, cell => new Random(HashCode.Combine(seed, cell)).NextDouble());
            double Error(SpatialFrequency cell) => errors[tiling.Plane.Canonical(cell)];
            var whole = tiling.Plane.Cells.Average(Error);
            var averaged = tiling.Plane.Cells.Average(cell => tiling.Of(cell).Members.Average(Error));
            return Math.Abs(whole - averaged) < 1e-12 && tiling.Neighbourhoods.All(one => Math.Abs(
                tiling.Plane.Cells.Where(cell => tiling.Of(cell) == one).Average(Error) - one.Members.Average(Error)) < 1e-12);
        }, iter: 100, threads: 1);

    [Theory]
    [InlineData(1, 514, 1)]
    [InlineData(2, 137, 4)]
    [InlineData(3, 62, 9)]
    [InlineData(4, 37, 16)]
    [InlineData(5, 26, 25)]
    public void Squares_fill_the_plane(int side, int neighbourhoods, int frequencies)
    {
        var tiling = new FrequencyTiling(new FrequencyPlane(32, 32), side);
        Assert.Equal(neighbourhoods, tiling.Neighbourhoods.Count);
        Assert.Equal(frequencies, tiling.Neighbourhoods.Max(one => one.Members.Distinct().Count()));
    }

    [Fact]
    public void Neighbours_are_near_on_one_side_of_zero_or_the_other()
    {
        var plane = new FrequencyPlane(32, 30);
        foreach (var side in new[] { 2, 3, 4, 5 })
        {
            foreach (var one in new FrequencyTiling(plane, side).Neighbourhoods)
            {
                Assert.All(one.Members, member => Assert.True(
                    IsNear(member, one.Middle) || IsNear(new SpatialFrequency(-member.Y, -member.X), one.Middle),
                    $"{member} {one.Middle}"));
            }

            bool IsNear(SpatialFrequency member, SpatialFrequency middle) =>
                Distance(member.Y - middle.Y, 32) < side && Distance(member.X - middle.X, 30) < side;
        }

        static int Distance(int difference, int size) => Math.Min((difference + (2 * size)) % size, ((2 * size) - difference) % size);
    }

    [Fact]
    public void An_image_meets_every_member_about_as_often_as_it_counts_and_always_the_same_one()
    {
        // The pairs with a Nyquist frequency that is its own conjugate.
        var one = new FrequencyTiling(new FrequencyPlane(32, 32), 3).Of(new SpatialFrequency(0, -16));
        Assert.Equal((15, 8), (one.Members.Count, one.Members.Distinct().Count()));
        var met = Enumerable.Range(0, 6000).Select(image => one.Draw(3, image)).ToArray();
        Assert.Equal(met, Enumerable.Range(0, 6000).Select(image => one.Draw(3, image)));
        Assert.NotEqual(met, Enumerable.Range(0, 6000).Select(image => one.Draw(4, image)));
        foreach (var (member, times) in met.CountBy(member => member))
            Assert.Equal(400 * one.Members.Count(m => m == member), times, 100.0);
    }

    [Fact]
    public void A_side_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrequencyTiling(new FrequencyPlane(8, 8), 0));
}
