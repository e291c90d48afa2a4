using Overtone.Data;

namespace Overtone.Tests;

/// <summary>Real data sets for tests, found through OVERTONE_DATA; a test that lacks one is skipped and says why.</summary>
internal static class TestData
{
    private const string EnvironmentVariable = "OVERTONE_DATA";

    internal static IReadOnlyList<string> Roots { get; } =
        (Environment.GetEnvironmentVariable(EnvironmentVariable) ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Opens a set by name, or skips the test.</summary>
    internal static DataSplit OpenOrSkip(string name)
    {
        FolderOrSkip(name);
        return DataSource.Open(name, Roots, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>Where a set lies, or skips the test.</summary>
    internal static string FolderOrSkip(string name)
    {
        var listing = DataSource.Available(Roots).FirstOrDefault(listing => listing.Name == name);
        Assert.SkipUnless(listing is not null, $"{name} is in none of the folders of {EnvironmentVariable}.");
        return listing!.Path!;
    }
}
