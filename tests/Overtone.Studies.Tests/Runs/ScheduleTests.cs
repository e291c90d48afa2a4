using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public class ScheduleTests
{
    [Theory]
    [InlineData(1, 9)]
    [InlineData(2, 6)]
    [InlineData(3, 5)]
    [InlineData(100, 4)]
    public void Each_trial_begins_when_a_worker_is_free(int jobs, double length) =>
        Assert.Equal(length, Schedule.Length([1, 2, 1, 1, 4], jobs));

    [Fact]
    public void Nothing_takes_no_time() => Assert.Equal(0, Schedule.Length([], 2));
}
