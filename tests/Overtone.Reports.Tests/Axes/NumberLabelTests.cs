using System.Globalization;
using CsCheck;
using Overtone.Pages;

namespace Overtone.Reports.Tests.Axes;

public class NumberLabelTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(-15, "−15")]
    [InlineData(123456, "123500")]
    [InlineData(0.001, "0.001")]
    [InlineData(1e-12, "10⁻¹²")]
    [InlineData(-1e9, "−10⁹")]
    [InlineData(2.5e7, "2.5×10⁷")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Compact_reads_as_a_person_writes(double value, string expected) => Assert.Equal(expected, NumberLabel.Compact(value));

    [Fact]
    public void Compact_keeps_its_significant_digits() =>
        Gen.Double[-1e9, 1e9].Where(value => value != 0).Sample(value =>
            Assert.InRange(Math.Abs((Parse(NumberLabel.Compact(value)) - value) / value), 0, 0.00051));

    [Theory]
    [InlineData(-0.0001, 2, "0.00")]
    [InlineData(-0.5, 1, "−0.5")]
    [InlineData(3, 0, "3")]
    public void Fixed_has_no_negative_zero(double value, int decimals, string expected) =>
        Assert.Equal(expected, NumberLabel.Fixed(value, decimals));

    /// <summary>Reads a label back.</summary>
    internal static double Parse(string label)
    {
        const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        string plain = string.Concat(label.Select(c => c switch
        {
            '−' => "-",
            '⁻' => "-",
            _ when Superscripts.Contains(c, StringComparison.Ordinal) => $"{Superscripts.IndexOf(c, StringComparison.Ordinal)}",
            _ => $"{c}",
        }));
        int raised = label.IndexOfAny([.. Superscripts, '⁻']);
        if (raised < 0)
            return double.Parse(plain, CultureInfo.InvariantCulture);
        int times = label.IndexOf('×', StringComparison.Ordinal);
        string mantissa = times >= 0 ? plain[..times] : plain.StartsWith('-') ? "-1" : "1";
        return double.Parse($"{mantissa}E{plain[raised..]}", CultureInfo.InvariantCulture);
    }
}
