using System.Text.Json;

namespace Overtone.Catalog;

/// <summary>Spells values in tables as on the command line.</summary>
internal static class StudyText
{
    /// <summary>An enumeration's value in kebab-case.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
