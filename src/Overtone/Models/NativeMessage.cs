using System.Text.RegularExpressions;

namespace Overtone.Models;

/// <summary>
/// The line of a native library's message that says what is wrong; the rest is where in its own code, or the file, which is named anyway.
/// </summary>
internal static partial class NativeMessage
{
    internal static string Of(Exception error)
    {
        string[] lines = error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string line = lines.FirstOrDefault(text => text.StartsWith("RuntimeError:", StringComparison.Ordinal)) ?? lines.FirstOrDefault()
            ?? error.GetType().Name;
        return Preamble().Replace(line, "").TrimEnd('.');
    }

    [GeneratedRegex(@"^(RuntimeError: |\[ErrorCode:\w+\] )?(Load model from .*? failed: ?)?")]
    private static partial Regex Preamble();
}
