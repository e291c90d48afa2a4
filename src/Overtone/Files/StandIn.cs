namespace Overtone.Files;

/// <summary>
/// What often lies where a file of another kind should be, because the file itself was never downloaded: the pointer that Git LFS keeps in
/// its place, or the web page that shows it.
/// </summary>
internal static class StandIn
{
    /// <summary>As many bytes as are looked at: pages may begin with empty lines.</summary>
    internal const int Length = 512;

    /// <summary>What stands in for the file, and what to do; null for any other content.</summary>
    /// <param name="start">The first bytes of the file, at most <see cref="Length"/>.</param>
    internal static (string Found, string Expected)? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("version https://git-lfs"u8))
            return ("a Git LFS pointer", "the file itself; run 'git lfs pull' or download the file");
        ReadOnlySpan<byte> text = (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? start[3..] : start).TrimStart(" \t\r\n"u8);
        return BeginsWith(text, "<!doctype html"u8) || BeginsWith(text, "<html"u8)
            ? ("a web page (HTML)", "the file itself; download the raw file")
            : null;
    }

    /// <summary>As <see cref="Of(ReadOnlySpan{byte})"/>, of a stream at its beginning, where it is left.</summary>
    internal static (string Found, string Expected)? Of(Stream stream)
    {
        Span<byte> start = stackalloc byte[Length];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return Of(start);
    }

    private static bool BeginsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
