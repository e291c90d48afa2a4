namespace Overtone.Studies.Tests;

public class PrintableTextTests
{
    [Theory]
    [InlineData("고양이 🐈 [0, 1)", "고양이 🐈 [0, 1)")]
    [InlineData("a\u001b[2J\u0007\u009b\u202eb", "a\uFFFD[2J\uFFFD\uFFFD\uFFFDb")]
    [InlineData("a\r\nb\tc", "a\uFFFD\uFFFDb\uFFFDc")]
    public void A_line_has_no_control_characters(string text, string expected) => Assert.Equal(expected, PrintableText.OneLine(text));

    [Fact]
    public void Messages_keep_their_lines() => Assert.Equal("a\nb\uFFFD\nc", PrintableText.Lines("a\r\nb\u001b\nc"));

    [Fact]
    public void What_a_file_says_is_cut() => Assert.Equal(new string('x', 199) + "…", PrintableText.Cut(new string('x', 5000)));
}
