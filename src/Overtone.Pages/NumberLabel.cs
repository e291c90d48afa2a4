using System.Globalization;

namespace Overtone.Pages;

/// <summary>Numbers as a reader meets them: a real minus sign, powers of ten in place of E notation, no locale.</summary>
public static class NumberLabel
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The number rounded to so many significant digits, without trailing zeros.</summary>
    public static string Compact(double value, int digits = 4)
    {
        if (double.IsNaN(value))
            return "–";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        string scientific = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        int mark = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= -3 and <= 5)
        {
            decimal rounded = decimal.Parse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture);
            return Minus(rounded.ToString("0.##########", CultureInfo.InvariantCulture));
        }

        string mantissa = scientific[..mark];
        if (mantissa.Contains('.', StringComparison.Ordinal))
            mantissa = mantissa.TrimEnd('0').TrimEnd('.');
        return mantissa == "1" ? Power(exponent) : mantissa == "-1" ? $"−{Power(exponent)}" : $"{Minus(mantissa)}×{Power(exponent)}";
    }

    /// <summary>The number with a fixed number of decimals.</summary>
    public static string Fixed(double value, int decimals)
    {
        string text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        bool isZero = text.AsSpan().IndexOfAnyExcept("-0.") < 0;
        return isZero ? text.TrimStart('-') : Minus(text);
    }

    /// <summary>A power of ten, for example 10⁻².</summary>
    public static string Power(int exponent)
    {
        string digits = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        return $"10{(exponent < 0 ? "⁻" : "")}{string.Concat(digits.Select(d => Superscripts[d - '0']))}";
    }

    private static string Minus(string text) => text.Replace('-', '−');
}
