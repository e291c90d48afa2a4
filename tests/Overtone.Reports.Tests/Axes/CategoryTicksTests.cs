using CsCheck;
using Overtone.Pages;
using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;

namespace Overtone.Reports.Tests.Axes;

public class CategoryTicksTests
{
    private static IReadOnlyList<TickMark> Choose(double[] values, float length) =>
        CategoryTicks.Choose(values, TickRoom.Across(-0.5, values.Length - 0.5, length, 12));

    [Fact]
    public void Thinned_labels_name_their_own_cells_and_never_overlap() =>
        Gen.Select(Gen.Double[-1e4, 1e4].Array[1, 300], Gen.Float[100, 800]).Sample((drawn, length) =>
        {
            double[] values = [.. drawn.Distinct().Order()];
            IReadOnlyList<TickMark> ticks = Choose(values, length);
            Assert.NotEmpty(ticks);
            Assert.All(ticks, tick => Assert.Equal(NumberLabel.Compact(values[(int)tick.Place]), tick.Label));

            double edge = double.NegativeInfinity;
            foreach (TickMark tick in ticks)
            {
                double at = (tick.Place + 0.5) / values.Length * length, half = Ink.Width(tick.Label, 12) / 2;
                Assert.True(at - half > edge);
                edge = at + half;
            }
        });

    [Fact]
    public void Labels_of_even_steps_are_round() =>
        Assert.Equal(["−10", "0", "10"], Choose([.. Enumerable.Range(-16, 33).Select(i => (double)i)], 130).Select(t => t.Label));

    [Fact]
    public void Many_even_steps_have_round_labels_where_they_lie_though_no_cell_has_that_value()
    {
        IReadOnlyList<TickMark> ticks = Choose([.. Enumerable.Range(0, 121).Select(i => i / 12.0)], 130);
        Assert.Equal(["0", "2", "4", "6", "8", "10"], ticks.Select(t => t.Label));
        Assert.All(ticks, tick => Assert.Equal(12 * double.Parse(tick.Label, System.Globalization.CultureInfo.InvariantCulture), tick.Place, 1e-9));
    }

    [Fact]
    public void All_cells_are_named_where_there_is_room() => Assert.Equal(["1", "3", "7"], Choose([1, 3, 7], 400).Select(t => t.Label));
}
