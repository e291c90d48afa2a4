using CsCheck;
using Overtone.Pages;
using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;

namespace Overtone.Reports.Tests.Axes;

public class CategoryTicksTests
{
    private static readonly Gen<double[]> Uneven = Gen.Double[-1e4, 1e4].Array[1, 300].Select(drawn => drawn.Distinct().Order().ToArray());

    private static readonly Gen<double[]> Even = Gen.Select(
        Gen.Double[-100, 100],
        Gen.Double[-3, 3],
        Gen.Int[5, 200],
        (first, power, count) => Enumerable.Range(0, count).Select(i => first + (i * Math.Pow(10, power))).ToArray());

    private static readonly Gen<double[]> Magnitudes = Gen.Select(
        Gen.Double[0.01, 0.3], Gen.Int[5, 200], (growth, count) => Enumerable.Range(0, count)
            .Select(i => Math.Round(Math.Exp(growth * i))).Prepend(0).Distinct().ToArray());

    private static IReadOnlyList<TickMark> Choose(double[] values, float length) =>
        CategoryTicks.Choose(values, TickRoom.Across(-0.5, values.Length - 0.5, length, 12));

    [Fact]
    public void Labels_never_overlap() => Gen.Select(Gen.OneOf(Uneven, Even, Magnitudes), Gen.Float[100, 800]).Sample((values, length) =>
    {
        IReadOnlyList<TickMark> ticks = Choose(values, length);
        Assert.NotEmpty(ticks);
        double edge = double.NegativeInfinity;
        foreach (TickMark tick in ticks)
        {
            double at = (tick.Place + 0.5) / values.Length * length, half = Ink.Width(tick.Label, 12) / 2;
            Assert.True(at - half > edge);
            edge = at + half;
        }
    });

    [Fact]
    public void Every_cell_is_named_or_the_labels_are_round_and_stand_where_they_lie() =>
        Gen.Select(Gen.OneOf(Uneven, Even, Magnitudes).Where(values => values.Length >= 5), Gen.Float[150, 800]).Sample((values, length) =>
        {
            IReadOnlyList<TickMark> ticks = Choose(values, length);
            if (ticks.Select(t => t.Label).SequenceEqual(values.Select(v => NumberLabel.Compact(v))))
                return;
            double[] said = [.. ticks.Select(t => NumberLabelTests.Parse(t.Label))];
            Assert.True(said.Length >= 2);
            Assert.True(Round.Are(said), string.Join(' ', said));
            Assert.All(ticks.Zip(said), pair =>
            {
                int cell = Math.Clamp((int)Math.Floor(pair.First.Place), 0, values.Length - 2);
                double there = values[cell] + ((pair.First.Place - cell) * (values[cell + 1] - values[cell]));
                Assert.Equal(there, pair.Second, (values[^1] - values[0]) * 1e-6);
            });
        });

    [Theory]
    [InlineData(130, "−10 0 10")]
    [InlineData(90, "−10 10")]
    [InlineData(300, "−15 −10 −5 0 5 10 15")]
    public void Labels_of_even_steps_are_round(float length, string expected) => Assert.Equal(
        expected, string.Join(' ', Choose([.. Enumerable.Range(-16, 33).Select(i => (double)i)], length).Select(t => t.Label)));

    [Fact]
    public void Many_even_steps_have_round_labels_where_they_lie_though_no_cell_has_that_value()
    {
        IReadOnlyList<TickMark> ticks = Choose([.. Enumerable.Range(0, 121).Select(i => i / 12.0)], 130);
        Assert.Equal(["0", "2", "4", "6", "8", "10"], ticks.Select(t => t.Label));
        Assert.All(ticks, tick => Assert.Equal(12 * double.Parse(tick.Label), tick.Place, 1e-9));
    }

    [Fact]
    public void Forty_cells_from_minus_one_on_have_round_labels() => Assert.Equal(
        ["−1.0", "−0.5", "0.0", "0.5"],
        Choose([.. Enumerable.Range(0, 40).Select(i => -1 + (0.041 * i))], 150).Select(t => t.Label));

    [Fact]
    public void Steps_that_grow_by_magnitudes_have_powers_of_ten() => Assert.Equal(
        ["0", "10", "100", "1000"],
        Choose([.. Enumerable.Range(0, 80).Select(i => Math.Round(Math.Exp(0.1 * i))).Prepend(0).Distinct()], 300).Select(t => t.Label));

    [Fact]
    public void Magnitudes_beyond_measure_have_labels_too() =>
        Assert.True(Choose([0, .. Enumerable.Range(-50, 100).Select(i => Math.Pow(10, 5.5 * i))], 300).Count >= 2);

    [Fact]
    public void All_cells_are_named_where_there_is_room() => Assert.Equal(["1", "3", "7"], Choose([1, 3, 7], 400).Select(t => t.Label));
}
