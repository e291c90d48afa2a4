namespace Overtone.Reports.Files;

/// <summary>Names that become files' names.</summary>
internal static class FileNames
{
    /// <summary>Fails unless all names differ by more than case and consist of letters, digits, _ and -.</summary>
    /// <param name="kind">What bears the names, for the message.</param>
    /// <param name="names">The names.</param>
    /// <exception cref="ArgumentException">Two names are the same, or one cannot be a file's name.</exception>
    public static void Check(string kind, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            if (name.Length == 0 || !name.All(IsAllowed))
                throw new ArgumentException($"The {kind} name '{name}' cannot be used in a file name; expected letters, digits, _ and -.");
            if (!seen.Add(name))
                throw new ArgumentException($"Two {kind}s are named '{name}'.");
        }
    }

    private static bool IsAllowed(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';
}
