using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>What is said of a trial that failed.</summary>
internal static class FailureText
{
    /// <summary>The trial and why it failed; the reason alone where it begins with the file that the trial is named after.</summary>
    /// <param name="failed">The trial's failure.</param>
    public static string Of(TrialEvent failed)
    {
        string file = failed.Text.Split(": ", 2)[0], name = Path.GetFileName(file);
        bool isNamed = name.Length > 0 && failed.Label.EndsWith($" {name}", StringComparison.Ordinal);
        return isNamed ? failed.Text : $"{failed.Label}: {failed.Text}";
    }
}
