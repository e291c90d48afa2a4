using CsCheck;
using Overtone.Reports.Drawing;

namespace Overtone.Reports.Tests.Drawing;

public class InkTests
{
    [Fact]
    public void Wrapped_lines_hold_all_words_in_order_and_fit() =>
        Gen.Select(Gen.String[Gen.Char["ab Δ"], 0, 60], Gen.Float[20, 200]).Sample((text, width) =>
        {
            IReadOnlyList<string> lines = Ink.Wrap(text, width, 12);
            Assert.Equal(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), lines.SelectMany(line => line.Split(' ')));
            Assert.All(lines, line => Assert.True(!line.Contains(' ', StringComparison.Ordinal) || Ink.Width(line, 12) <= width));
        });

    [Fact]
    public void Shortened_text_fits()
    {
        string shortened = Ink.Shorten("a rather long name of a category", 80, 12);
        Assert.EndsWith("…", shortened, StringComparison.Ordinal);
        Assert.True(Ink.Width(shortened, 12) <= 80);
        Assert.Equal("short", Ink.Shorten("short", 80, 12));
    }

    [Theory]
    [InlineData("10⁻³", "10|−3^")]
    [InlineData("relative error Δ_F of x", "relative error Δ|F_| of x")]
    [InlineData("l2_norm", "l2_norm")]
    [InlineData("a_b_c", "a_b_c")]
    [InlineData("2×10⁵ (k_0)", "2×10|5^| (k|0_|)")]
    public void Raised_and_lowered_letters_are_runs_of_their_own(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', TextRun.Split(text).Select(run => run.Text + Mark(run.Level))));

    private static string Mark(int level) => level switch { 1 => "^", -1 => "_", _ => "" };

    [Fact]
    public void Every_letter_used_has_a_glyph() =>
        Assert.All("0123456789−+×…–∞°ΔΩαβγδεθλμπσφω₀₁₂ℓ²·≤≥±√∑∫≈→éßŁ", letter => Assert.NotEqual(0, ReportFonts.Regular.GetGlyph(letter)));
}
