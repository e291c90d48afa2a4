namespace Overtone.Models;

/// <summary>The line of a native library's message that says what is wrong; the rest is where in its own code.</summary>
internal static class NativeMessage
{
    internal static string Of(Exception error)
    {
        string[] lines = error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string line = lines.FirstOrDefault(text => text.StartsWith("RuntimeError:", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? error.GetType().Name;
        return line.Replace("RuntimeError: ", "", StringComparison.Ordinal).TrimEnd('.');
    }
}
