namespace Overtone.Data;

/// <summary>The folders in which data sets are looked up by name.</summary>
/// <remarks>Source: Overtone's own; described for users in docs/data.md.</remarks>
public static class DataRoots
{
    /// <summary>The environment variable with further folders, separated as in <c>PATH</c>.</summary>
    public const string EnvironmentVariable = "OVERTONE_DATA";

    /// <summary>The folder that always takes part, and into which downloads go unless another is named: <c>~/.overtone/data</c>.</summary>
    public static string Default => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".overtone", "data");

    /// <summary>The folders to search, in order.</summary>
    /// <param name="option">
    /// The value of <c>--data-root</c>: one or more folders, separated as in <c>PATH</c>, which are then the only ones. If null,
    /// the default folder and after it those of <see cref="EnvironmentVariable"/>.
    /// </param>
    /// <returns>At least one folder; none need exist.</returns>
    public static IReadOnlyList<string> Resolve(string? option) => option is not null
        ? Split(option)
        : [Default, .. Split(Environment.GetEnvironmentVariable(EnvironmentVariable) ?? string.Empty)];

    private static string[] Split(string folders) =>
        folders.Split(Path.PathSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
