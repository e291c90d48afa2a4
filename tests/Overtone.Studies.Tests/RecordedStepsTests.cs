namespace Overtone.Studies.Tests;

public class RecordedStepsTests
{
    [Theory]
    [InlineData(1, new long[] { 0, 1 })]
    [InlineData(10, new long[] { 0, 1, 2, 3, 6, 10 })]
    public void Recorded_steps_begin_with_none_and_are_spread_evenly_on_a_logarithmic_axis(long last, long[] expected) =>
        Assert.Equal(expected, RecordedSteps.Logarithmic(last, 5).Order());

    [Fact]
    public void Recorded_steps_rise_from_zero_to_the_last()
    {
        var steps = RecordedSteps.Logarithmic(20_000, 80);
        Assert.Equal(steps.Order().Distinct(), steps);
        Assert.Equal((0, 20_000), (steps[0], steps[^1]));

        // Once steps are far apart, each is as many times the one before.
        var ratios = steps.Skip(41).Zip(steps.Skip(40), (later, earlier) => (double)later / earlier).ToArray();
        Assert.All(ratios, ratio => Assert.Equal(Math.Pow(20_000, 1.0 / 79), ratio, 0.02));
    }

    [Theory]
    [InlineData(10, 40, new long[] { 0, 10, 20, 30, 40 })]
    [InlineData(10, 45, new long[] { 0, 10, 20, 30, 40 })]
    public void Even_steps_end_at_the_last_at_most(long every, long last, long[] expected) =>
        Assert.Equal(expected, RecordedSteps.Every(every, last));

    [Theory]
    [InlineData(3, 10, new long[] { 7, 14, 21 })]
    [InlineData(100, 3, new long[] { 7, 357, 700 })]
    [InlineData(1, 5, new long[] { 7 })]
    public void Whole_epochs_are_spread_from_the_first_to_the_last(int epochs, int most, long[] expected) =>
        Assert.Equal(expected, RecordedSteps.WholeEpochs(epochs, 7, most));
}
