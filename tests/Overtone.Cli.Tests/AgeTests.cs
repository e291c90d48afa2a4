using Overtone.Hosting;
using Overtone.Studies;

namespace Overtone.Cli.Tests;

public class AgeTests
{
    [Theory]
    [InlineData("12h", 0.5)]
    [InlineData("7d", 7)]
    [InlineData("1.5w", 10.5)]
    [InlineData("0", 0)]
    public void Hours_days_and_weeks_are_read(string text, double days) => Assert.Equal(days, Age.Parse("--age", text).TotalDays, 1e-9);

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("7 d")]
    [InlineData("1e9d")]
    [InlineData("99999999w")]
    public void Anything_else_is_refused(string text) => Assert.Throws<InvalidOptionException>(() => Age.Parse("--age", text));
}
