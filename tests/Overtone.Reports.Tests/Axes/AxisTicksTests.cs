using CsCheck;
using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;

namespace Overtone.Reports.Tests.Axes;

public class AxisTicksTests
{
    private const float Size = 12;

    private static readonly Gen<AxisScale> Linear = Gen
        .Select(Gen.Double[-1e6, 1e6], Gen.Double[-6, 6], (low, power) => new AxisScale(low, low + Math.Pow(10, power), Logarithmic: false))
        .Where(scale => scale.High - scale.Low > 1e-6 * Math.Abs(scale.Low));

    private static readonly Gen<AxisScale> Logarithmic = Gen.Select(
        Gen.Double[-12, 6],
        Gen.Double[0.05, 15],
        (low, decades) => new AxisScale(Math.Pow(10, low), Math.Pow(10, low + decades), Logarithmic: true));

    private static readonly Gen<float> Length = Gen.Float[120, 800];

    [Fact]
    public void Every_tick_lies_on_the_axis() =>
        Gen.Select(Linear, Length).Sample((scale, length) => LieOnAxis(scale, AxisTicks.Across(scale, length, Size)));

    [Fact]
    public void Every_logarithmic_tick_lies_on_the_axis() =>
        Gen.Select(Logarithmic, Length).Sample((scale, length) => LieOnAxis(scale, AxisTicks.Up(scale, length, Size)));

    [Fact]
    public void Labels_never_overlap() => Gen.Select(Gen.OneOf(Linear, Logarithmic), Length).Sample((scale, length) =>
    {
        double low = scale.Place(scale.Low), range = scale.Place(scale.High) - low, edge = double.NegativeInfinity;
        foreach (TickMark tick in AxisTicks.Across(scale, length, Size).Where(t => t.IsMajor).OrderBy(t => t.Place))
        {
            double at = (tick.Place - low) / range * length, half = Ink.Width(tick.Label, Size) / 2;
            Assert.True(at - half > edge, $"'{tick.Label}' overlaps the label before it");
            edge = at + half;
        }
    });

    [Fact]
    public void Labels_say_where_they_stand() => Gen.Select(Gen.OneOf(Linear, Logarithmic), Length).Sample((scale, length) =>
        Assert.All(Majors(AxisTicks.Up(scale, length, Size)), tick =>
        {
            double said = scale.Place(NumberLabelTests.Parse(tick.Label)), range = scale.Place(scale.High) - scale.Place(scale.Low);
            Assert.Equal(tick.Place, said, range * 1e-6);
        }));

    [Fact]
    public void Labels_are_round_numbers_two_or_more() => Gen.Select(Gen.OneOf(Linear, Logarithmic), Length).Sample((scale, length) =>
    {
        double[] upwards = Numbers(AxisTicks.Up(scale, length, Size)), across = Numbers(AxisTicks.Across(scale, length, Size));
        Assert.True(upwards.Length >= 2);
        Assert.True(Round.Are(upwards), string.Join(' ', upwards));
        Assert.True(Round.Are(across), string.Join(' ', across));

        // Beside each other, two labels of ten digits may have no room.
        bool isShort = scale.Logarithmic || scale.High - scale.Low > 1e-3 * Math.Abs(scale.Low);
        Assert.True(across.Length >= (isShort ? 2 : 1));
    });

    [Fact]
    public void Labels_of_one_axis_differ() => Gen.Select(Gen.OneOf(Linear, Logarithmic), Length).Sample((scale, length) =>
    {
        string[] labels = [.. Majors(AxisTicks.Up(scale, length, Size)).Select(t => t.Label)];
        Assert.Equal(labels.Length, labels.Distinct().Count());
    });

    [Theory]
    [InlineData(0, 1, 100, "0.0 0.5 1.0")]
    [InlineData(0, 1, 220, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 100, 175, "0 25 50 75 100")]
    [InlineData(-1.02, 0.66, 180, "−1.0 −0.5 0.0 0.5")]
    [InlineData(0.9, 3.1, 40, "1 3")]
    [InlineData(2, 9, 150, "2 4 6 8")]
    public void Steps_are_1_2_2_and_a_half_or_5(double low, double high, float length, string expected) => Assert.Equal(
        expected, string.Join(' ', AxisTicks.Across(new AxisScale(low, high, Logarithmic: false), length, Size).Select(t => t.Label)));

    [Fact]
    public void Whole_numbers_have_whole_ticks() => Assert.Equal(
        ["0", "1", "2", "3"], AxisTicks.Across(new AxisScale(0, 3, Logarithmic: false), 800, Size, whole: true).Select(t => t.Label));

    [Theory]
    [InlineData(1, 1000, "1 10 100 1000")]
    [InlineData(1e-5, 10, "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰ 10¹")]
    public void A_logarithmic_axis_names_powers_of_ten(double low, double high, string expected)
    {
        IReadOnlyList<TickMark> ticks = AxisTicks.Across(new AxisScale(low, high, Logarithmic: true), 800, Size);
        Assert.Equal(expected, string.Join(' ', ticks.Where(t => t.IsMajor).Select(t => t.Label)));
        Assert.Contains(ticks, tick => !tick.IsMajor && Math.Abs(tick.Place - Math.Log10(5)) < 1e-9);
    }

    private static IEnumerable<TickMark> Majors(IReadOnlyList<TickMark> ticks) => ticks.Where(t => t.IsMajor);

    private static double[] Numbers(IReadOnlyList<TickMark> ticks) => [.. Majors(ticks).Select(t => NumberLabelTests.Parse(t.Label))];

    private static void LieOnAxis(AxisScale scale, IReadOnlyList<TickMark> ticks)
    {
        double low = scale.Place(scale.Low), high = scale.Place(scale.High), slack = (high - low) * 1e-6;
        Assert.All(ticks, tick => Assert.InRange(tick.Place, low - slack, high + slack));
    }
}
