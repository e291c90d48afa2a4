using CsCheck;
using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class SettlingOrderTests
{
    [Fact]
    public void Rows_in_any_order_give_each_frequencys_steps_in_rising_order()
    {
        (double, double, double)[] errors =
            [(3, 10, 0.1), (1, 0, 0.1), (3, 0, 0.9), (1, 10, 0.05), (3, 5, 0.9), (1, 5, 0.3), (7, 0, 0.9), (7, 5, 0.1), (7, 10, 0.9)];
        Assert.Equal([(1.0, 10.0, 0.0), (3, 10, 10), (7, double.NaN, 5)], SettlingOrder.Of(errors, 0.2));
    }

    [Fact]
    public void Rising_steps_correlate_fully_and_falling_ones_the_other_way()
    {
        Assert.Equal(1, Correlation(1, 5, 20), 1e-12);
        Assert.Equal(-1, Correlation(20, 5, 1), 1e-12);
        Assert.Equal(0.5, Correlation(1, 20, 5), 1e-12);
    }

    [Fact]
    public void A_frequency_that_never_settles_ranks_last()
    {
        Assert.Equal(1, Correlation(1, 5, double.NaN), 1e-12);
        Assert.Equal(-0.5, Correlation(double.NaN, 1, 5), 1e-12);
        Assert.Equal(Correlation(1, 5, 9, 9), Correlation(1, 5, double.NaN, double.NaN), 1e-12);
    }

    [Fact]
    public void Fewer_than_two_that_settle_have_no_order()
    {
        Assert.Equal(double.NaN, Correlation(1, double.NaN, double.NaN));
        Assert.Equal(double.NaN, Correlation(double.NaN, double.NaN));
        Assert.Equal(0, Correlation(7, 7, 7));
    }

    [Fact]
    public void Only_ranks_count() =>
        Gen.Int[0, 1000].Array[2, 10].Sample(steps =>
        {
            double plain = Correlation([.. steps.Select(s => (double)s)]),
                stretched = Correlation([.. steps.Select(s => Math.Exp(s / 100.0))]);
            return plain.Equals(stretched) || Math.Abs(plain - stretched) < 1e-12;
        }, iter: 100, threads: 1);

    private static double Correlation(params double[] settling) =>
        RankOrder.Of(settling.Select((step, index) => ((double)index, step)));
}
