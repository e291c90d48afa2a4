using System.Globalization;
using Overtone.Studies;

namespace Overtone.Catalog;

/// <summary>Spells values: in tables as on the command line, in sentences as people read them.</summary>
internal static class StudyText
{
    /// <summary>An enumeration's value in kebab-case.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum => StudyJson.NameOf(value);

    /// <summary>The seeds of an ensemble, one after another, as a trial's label names them.</summary>
    public static string Seeds(long[] seeds) => seeds.Length == 1 ? $"seed {seeds[0]}" : $"seeds {seeds[0]}-{seeds[^1]}";

    /// <summary>A share in per cent with one decimal, for sentences.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    /// <summary>A share in per cent with its 95 % interval, for sentences; without where it has none.</summary>
    public static string Percent(double share, double? low, double? high) =>
        low is { } from && high is { } to ? $"{Percent(share)} (95 % interval {Percent(from)} to {Percent(to)})" : Percent(share);

    /// <summary>A number with two decimals at most, for sentences.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
