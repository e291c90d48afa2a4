using CsCheck;
using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class ConvergenceStepTests
{
    private static readonly double[] Steps = [0, 1, 2, 5, 10, 20];

    [Fact]
    public void An_error_that_dips_and_rises_settles_only_after_its_last_rise()
    {
        double[] errors = [0.9, 0.1, 0.4, 0.3, 0.1, 0.05];
        Assert.Equal(10, ConvergenceStep.Settling(Steps, errors, 0.2));
        Assert.Equal(1, Crossing.First(Steps, n => errors[n] < 0.2));
    }

    [Fact]
    public void An_error_that_rises_at_the_end_never_settles()
    {
        double[] errors = [0.9, 0.1, 0.1, 0.1, 0.1, 0.3];
        Assert.Equal(double.NaN, ConvergenceStep.Settling(Steps, errors, 0.2));
        Assert.Equal(1, Crossing.First(Steps, n => errors[n] < 0.2));
    }

    [Fact]
    public void An_error_below_from_the_start_settles_at_the_first_step()
    {
        double[] errors = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
        Assert.Equal(0, ConvergenceStep.Settling(Steps, errors, 0.2));
        Assert.Equal(0, Crossing.First(Steps, n => errors[n] < 0.2));
    }

    [Fact]
    public void An_error_that_stays_above_does_neither()
    {
        double[] errors = [0.9, 0.8, 0.7, 0.6, 0.5, 0.2];
        Assert.Equal(double.NaN, ConvergenceStep.Settling(Steps, errors, 0.2));
        Assert.Equal(double.NaN, Crossing.First(Steps, n => errors[n] < 0.2));
    }

    [Fact]
    public void No_number_is_not_below_any_threshold()
    {
        double[] errors = [0.9, 0.1, 0.1, double.NaN, 0.1, 0.1];
        Assert.Equal(10, ConvergenceStep.Settling(Steps, errors, 0.2));
        Assert.Equal(double.NaN, ConvergenceStep.Settling([], [], 0.2));
    }

    [Fact]
    public void All_errors_from_the_settling_step_on_are_below_and_the_one_before_is_not() =>
        Gen.Double[0, 1].Array[1, 20].Sample(errors =>
        {
            double[] steps = [.. Enumerable.Range(0, errors.Length).Select(n => (double)(n * n))];
            var settling = ConvergenceStep.Settling(steps, errors, 0.6);
            var first = double.IsNaN(settling) ? errors.Length : Array.IndexOf(steps, settling);
            return errors[first..].All(e => e < 0.6) && (first == 0 || errors[first - 1] >= 0.6);
        }, iter: 300, threads: 1);

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ConvergenceStep.Settling([1, 2], [0.5], 0.2));
    }
}
