using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class CrossingTests
{
    [Fact]
    public void An_exponential_crosses_where_it_does_whatever_the_records()
    {
        double[] steps = [0, 3, 4, 10, 50];
        Assert.Equal(7 * Math.Log(2), Crossing.Exponential([.. steps.Select(step => (step, Math.Exp(-step / 7)))], 0.5), 1e-12);
    }

    [Fact]
    public void An_error_that_never_falls_so_low_or_begins_there_does_not_cross()
    {
        Assert.Equal(double.NaN, Crossing.Exponential([(0, 1), (1, 0.6)], 0.5));
        Assert.Equal(double.NaN, Crossing.Exponential([(0, 0.5), (1, 0.1)], 0.5));
        Assert.Equal(double.NaN, Crossing.Exponential([], 0.5));
    }

    [Fact]
    public void The_first_step_is_the_first_at_which_it_holds()
    {
        Assert.Equal(4, Crossing.First([2, 4, 8], record => record >= 1));
        Assert.Equal(double.NaN, Crossing.First([2, 4, 8], _ => false));
    }
}
