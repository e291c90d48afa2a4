using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Overtone;

/// <summary>
/// Versions of the C++ runtime that a library asks for or offers, as named in its symbol table.
/// Source: the version names of libstdc++ (GLIBCXX_3.4.n).
/// </summary>
internal static partial class LibstdcxxVersion
{
    private static readonly string[] SystemFiles =

        [
            "/usr/lib/x86_64-linux-gnu/libstdc++.so.6",
            "/usr/lib64/libstdc++.so.6",
            "/usr/lib/libstdc++.so.6",
            "/usr/lib/aarch64-linux-gnu/libstdc++.so.6",
        ];

    /// <summary>The highest version named in a file; null when there is none.</summary>
    public static string? Highest(string file) => Name().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(file)))
        .Select(match => match.Value)
        .Distinct()
        .OrderBy(name => name, Comparer<string>.Create(Compare))
        .LastOrDefault();

    /// <summary>The highest version this system's libstdc++ offers; null when it is not found.</summary>
    public static string? OfSystem() => SystemFiles.FirstOrDefault(File.Exists) is { } file ? Highest(file) : null;

    /// <summary>Orders version names by their last number.</summary>
    public static int Compare(string? first, string? second) => Patch(first).CompareTo(Patch(second));

    private static int Patch(string? name) =>
        name is null ? -1 : int.Parse(name[(name.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"GLIBCXX_3\.4\.\d+")]
    private static partial Regex Name();
}
