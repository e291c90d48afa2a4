using CsCheck;
using Overtone.Reports.Panels;
using SkiaSharp;

namespace Overtone.Reports.Tests.Panels;

public class LegendEntryTests
{
    private static LegendEntry[] Entries(int count) =>
        [
            .. from number in Enumerable.Range(0, count)
               select new LegendEntry($"{number}", SKColors.Black, null, IsLine: true, IsMarker: false, IsPatch: false),
        ];

    [Fact]
    public void A_long_row_of_numbers_is_thinned_but_keeps_its_ends() =>
        Gen.Int[13, 500].Sample(count =>
        {
            IReadOnlyList<LegendEntry> kept = LegendEntry.Thin(Entries(count), areNumbers: true);
            Assert.InRange(kept.Count, 4, 12);
            Assert.Equal("0", kept[0].Label);
            Assert.Equal($"{count - 1}", kept[^1].Label);
            Assert.Equal(kept.Count, kept.Distinct().Count());
        });

    [Fact]
    public void Names_are_never_left_out() => Assert.Equal(40, LegendEntry.Thin(Entries(40), areNumbers: false).Count);

    [Fact]
    public void Entries_that_look_the_same_are_equal()
    {
        LegendEntry one = Entries(1)[0] with { Dash = [1, 2] }, other = Entries(1)[0] with { Dash = [1, 2] };
        Assert.Equal(one, other);
        Assert.NotEqual(one, other with { Dash = [1, 3] });
    }
}
