using Overtone.Data.Corruptions.Operations;

namespace Overtone.Tests.Data.Corruptions.Operations;

public class BorderTests
{
    [Theory]
    [InlineData("Nearest", "aaaaaaaaabcdddddddd")]
    [InlineData("Mirror", "cbabcdcbabcdcbabcdc")]
    [InlineData("Reflect", "abcddcbaabcddcbaabc")]
    public void Places_beyond_the_border_have_their_pixels(string border, string expected)
    {
        var rule = Enum.Parse<Border>(border);
        Assert.Equal(expected, string.Concat(Enumerable.Range(-8, 19).Select(index => "abcd"[rule.Inside(index, 4)])));
        Assert.Equal(0, rule.Inside(-5, 1));
    }
}
