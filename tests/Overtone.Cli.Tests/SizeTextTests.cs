using Overtone.Hosting.Terminal;

namespace Overtone.Cli.Tests;

public class SizeTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(3400, "3.4 kB")]
    [InlineData(9960, "10 kB")]
    [InlineData(999_700, "1.0 MB")]
    [InlineData(120e9, "120 GB")]
    [InlineData(5e15, "5000 TB")]
    public void Sizes_have_two_or_three_digits(double bytes, string text) => Assert.Equal(text, SizeText.Of(bytes));
}
