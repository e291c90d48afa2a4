using Overtone.Catalog.Rivals;

namespace Overtone.Catalog.Tests.Rivals;

public class ErrorOrderTests
{
    private static readonly double[] Frequencies = [1, 2, 3, 5, 8, 13];
    private static readonly double[] Totals = [1, 0.8, 0.4, 0.2, 0.1, 0.01];

    private static double[] Flat => [.. Frequencies.Select(_ => 0.5)];

    private static double[] Falling => [.. Frequencies.Select(k => 1 / k)];

    private static double[] Rising => [.. Frequencies.Select(k => k / 10)];

    [Fact]
    public void Errors_that_rise_with_frequency_relative_and_in_the_targets_unit_are_in_perfect_order() =>
        // Relative errors rise as the square, so that they rise in the target's unit too where amplitudes fall as one over the frequency.
        Assert.All(
            new[] { Flat, Falling, Rising },
            amplitudes => Assert.Equal(1, ErrorOrder.Of(Frequencies, amplitudes, Records((k, total) => total * k * k)), 1e-12));

    [Fact]
    public void Errors_that_fall_with_frequency_are_in_perfect_disorder() =>
        Assert.Equal(-1, ErrorOrder.Of(Frequencies, Flat, Records((k, total) => total / k)), 1e-12);

    [Fact]
    public void Of_the_two_orders_the_worse_one_counts()
    {
        // Relative errors rise as the root; in the target's unit they fall.
        Assert.Equal(-1, ErrorOrder.Of(Frequencies, Falling, Records((k, total) => total * Math.Sqrt(k))), 1e-12);
        // Relative errors fall as one over the root; in the target's unit they rise.
        Assert.Equal(-1, ErrorOrder.Of(Frequencies, Rising, Records((k, total) => total / Math.Sqrt(k))), 1e-12);
    }

    [Fact]
    public void Only_records_between_a_half_and_a_twentieth_of_the_first_total_error_count()
    {
        // Before and after, the order is the other way round.
        var mixed = Records((k, total) => total is <= 0.5 and >= 0.05 ? total * k : total / k);
        Assert.Equal(1, ErrorOrder.Of(Frequencies, Flat, mixed), 1e-12);
        Assert.Equal(double.NaN, ErrorOrder.Of(Frequencies, Flat, [mixed[0], mixed[1], mixed[^1]]));
    }

    [Fact]
    public void Orders_are_averaged_over_records()
    {
        // At two of three records that count, errors rise; at the third they fall.
        var records = Records((k, total) => total == 0.1 ? total / k : total * k);
        Assert.Equal(1.0 / 3, ErrorOrder.Of(Frequencies, Flat, records), 1e-12);
    }

    [Fact]
    public void Errors_that_are_equal_but_for_rounding_have_no_order() =>
        Assert.Equal(0, ErrorOrder.Of(Frequencies, Flat, Records((k, total) => total * (1 + (1e-9 * k)))));

    [Fact]
    public void An_error_that_shrinks_equally_never_scores_above_zero()
    {
        Assert.Equal(-1, ErrorOrder.OfShrinking(Frequencies, Falling), 1e-12);
        Assert.Equal(0, ErrorOrder.OfShrinking(Frequencies, Rising));
        Assert.Equal(0, ErrorOrder.OfShrinking(Frequencies, Flat));
    }

    /// <summary>The formula is what the statistic makes of errors that are at every record one share of every frequency.</summary>
    [Fact]
    public void The_score_of_an_error_that_shrinks_equally_is_that_of_its_records() => Assert.All(
        new[] { Flat, Falling, Rising, [0.2, 0.1, 0.4, 0.3, 0.6, 0.5] },
        amplitudes => Assert.Equal(
            ErrorOrder.OfShrinking(Frequencies, amplitudes),
            ErrorOrder.Of(Frequencies, amplitudes, Records((_, total) => total)),
            1e-12));

    private static (double Total, double[] Relative)[] Records(Func<double, double, double> relative) =>
        [.. Totals.Select(total => (total, Frequencies.Select(k => relative(k, total)).ToArray()))];
}
