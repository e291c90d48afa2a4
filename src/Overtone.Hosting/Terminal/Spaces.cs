namespace Overtone.Hosting.Terminal;

/// <summary>Runs of spaces. What the class library fills with them is compiled anew at each start; copying is not.</summary>
internal static class Spaces
{
    private const string Some = "                                                                                ";

    /// <summary>So many spaces.</summary>
    public static string Of(int count)
    {
        string spaces = "";
        for (; count > Some.Length; count -= Some.Length)
            spaces += Some;
        return spaces + Some[..count];
    }
}
