namespace Overtone.Tests;

/// <summary>Small inputs that once went wrong, beside the test program.</summary>
internal static class Cases
{
    internal static string Models { get; } = Folder("models");

    internal static string Damaged { get; } = Folder("damaged");

    internal static string Data { get; } = Folder("data");

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Cases", name);
}
