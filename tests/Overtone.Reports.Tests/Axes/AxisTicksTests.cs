using CsCheck;
using Overtone.Reports.Axes;
using Overtone.Reports.Drawing;

namespace Overtone.Reports.Tests.Axes;

public class AxisTicksTests
{
    private const float Size = 12;

    private static readonly Gen<AxisScale> Linear = Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-6, 6], (low, power) => new AxisScale(low, low + Math.Pow(10, power), Logarithmic: false))
        .Where(scale => scale.High - scale.Low > 1e-6 * Math.Abs(scale.Low));

    private static readonly Gen<AxisScale> Logarithmic = Gen.Select(Gen.Double[-12, 6], Gen.Double[0.05, 15], (low, decades) => new AxisScale(Math.Pow(10, low), Math.Pow(10, low + decades), Logarithmic: true));

    private static readonly Gen<float> Length = Gen.Float[120, 800];

    [Fact]
    public void Every_tick_lies_on_the_axis() => Gen.Select(Linear, Length).Sample((scale, length) => LieOnAxis(scale, AxisTicks.Across(scale, length, Size)));

    [Fact]
    public void Every_logarithmic_tick_lies_on_the_axis() => Gen.Select(Logarithmic, Length).Sample((scale, length) => LieOnAxis(scale, AxisTicks.Up(scale, length, Size)));

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
        Assert.All(AxisTicks.Up(scale, length, Size).Where(t => t.IsMajor), tick =>
        {
            double said = NumberLabelTests.Parse(tick.Label), range = scale.Place(scale.High) - scale.Place(scale.Low);
            Assert.InRange(Math.Abs(scale.Place(said) - tick.Place), 0, Math.Max(range * 0.01, Math.Abs(tick.Place) * 5e-4));
        }));

    [Fact]
    public void A_usual_axis_has_several_labels() => Gen.Select(Gen.OneOf(Linear, Logarithmic), Gen.Float[200, 800]).Sample((scale, length) =>
        Assert.True(AxisTicks.Up(scale, length, Size).Count(t => t.IsMajor) >= 2));

    [Fact]
    public void Whole_numbers_have_whole_ticks() =>
        Assert.Equal(["0", "1", "2", "3"], AxisTicks.Across(new AxisScale(0, 3, Logarithmic: false), 800, Size, whole: true).Select(t => t.Label));

    [Theory]
    [InlineData(1, 1000, "1 10 100 1000")]
    [InlineData(1e-5, 10, "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰ 10¹")]
    public void A_logarithmic_axis_names_powers_of_ten(double low, double high, string expected)
    {
        IReadOnlyList<TickMark> ticks = AxisTicks.Across(new AxisScale(low, high, Logarithmic: true), 800, Size);
        Assert.Equal(expected, string.Join(' ', ticks.Where(t => t.IsMajor).Select(t => t.Label)));
        Assert.Contains(ticks, tick => !tick.IsMajor && Math.Abs(tick.Place - Math.Log10(5)) < 1e-9);
    }

    private static void LieOnAxis(AxisScale scale, IReadOnlyList<TickMark> ticks)
    {
        double low = scale.Place(scale.Low), high = scale.Place(scale.High), slack = (high - low) * 1e-6;
        Assert.All(ticks, tick => Assert.InRange(tick.Place, low - slack, high + slack));
    }
}
