using System.Globalization;
using Overtone.Studies;

namespace Overtone.Hosting;

/// <summary>Spans of time as people type them: <c>12h</c>, <c>7d</c>, <c>4w</c>, <c>0</c>.</summary>
internal static class Age
{
    private const double MostDays = 36500;

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidOptionException">It is none.</exception>
    public static TimeSpan Parse(string option, string text)
    {
        double? days = text is [.. var number, var unit] ? DaysOf(unit) * Number(number) : null;
        return (text == "0" ? 0 : days) is { } found and >= 0 and <= MostDays
            ? TimeSpan.FromDays(found)
            : throw new InvalidOptionException(option, $"'{text}'", "hours, days or weeks, for example 12h, 7d or 4w, or 0");
    }

    private static double? DaysOf(char unit) => unit switch
    {
        'h' => 1.0 / 24,
        'd' => 1,
        'w' => 7,
        _ => null,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : null;
}
