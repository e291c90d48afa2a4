using System.Globalization;

namespace Overtone.Hosting.Terminal;

/// <summary>Sizes on disk for people.</summary>
internal static class SizeText
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB"];

    /// <summary>For example <c>512 B</c>, <c>3.4 MB</c> (of a million bytes), <c>120 GB</c>.</summary>
    public static string Of(double bytes)
    {
        const double Thousand = 1000;
        if (bytes < Thousand)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes:0} B");
        int unit = -1;
        // From 999.5 on it would read as a thousand.
        for (; bytes >= Thousand - 0.5 && unit < Units.Length - 1; unit++)
            bytes /= Thousand;
        return string.Create(CultureInfo.InvariantCulture, $"{(bytes < 9.95 ? $"{bytes:0.0}" : $"{bytes:0}")} {Units[unit]}");
    }
}
