using Overtone.Files;

namespace Overtone.Tests.Files;

public class PrintableTests
{
    [Theory]
    [InlineData("plain [text]", "plain [text]")]
    [InlineData("고양이 🐈 é", "고양이 🐈 é")]
    [InlineData("a\u001b[2Jb", "a\uFFFD[2Jb")]
    [InlineData("a\nb\tc\rd\0e\u007f", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFD")]
    [InlineData("a\u009b2Jb", "a\uFFFD2Jb")]
    [InlineData("name\u202egpj.exe", "name\uFFFDgpj.exe")]
    [InlineData("a\u2028b", "a\uFFFDb")]
    public void Control_characters_are_replaced(string text, string expected) => Assert.Equal(expected, Printable.Of(text));

    [Fact]
    public void Half_a_pair_is_replaced() => Assert.Equal("a\uFFFDb", Printable.Of("a" + '\uD83D' + "b"));

    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(100_000)]
    public void Long_text_is_cut_to_200_characters(int length)
    {
        string printed = Printable.Of(new string('x', length));

        Assert.Equal(Math.Min(length, 200), printed.Length);
        Assert.Equal(length > 200, printed.EndsWith('…'));
    }

    [Fact]
    public void No_pair_is_cut_in_two()
    {
        foreach (int start in (int[])[0, 1])
            Assert.DoesNotContain(
                "\uFFFD", Printable.Sentence(Printable.Of(new string('x', start) + string.Concat(Enumerable.Repeat("🐈", 200)))));
    }

    [Fact]
    public void Paths_are_not_cut() => Assert.Equal(new string('x', 4000) + "\uFFFD", Printable.Line(new string('x', 4000) + "\n"));

    [Fact]
    public void Our_own_sentences_keep_their_lines() => Assert.Equal("one\ntwo\uFFFD", Printable.Sentence("one\ntwo\u001b"));
}
