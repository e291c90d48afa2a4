namespace Overtone.Catalog.Audit;

/// <summary>
/// Which images of a block are wrong, as text: hexadecimal digits of four images each, the first image's bit the highest.
/// </summary>
internal static class ImageBits
{
    private const int PerDigit = 4;
    private const string Digits = "0123456789abcdef";

    /// <summary>The text for some images.</summary>
    public static string Write(IReadOnlyList<bool> images)
    {
        var text = new char[(images.Count + PerDigit - 1) / PerDigit];
        for (int digit = 0; digit < text.Length; digit++)
        {
            int value = 0;
            for (int n = digit * PerDigit; n < (digit + 1) * PerDigit; n++)
                value = (value << 1) | (n < images.Count && images[n] ? 1 : 0);
            text[digit] = Digits[value];
        }

        return new string(text);
    }

    /// <summary>The images of a text.</summary>
    /// <param name="text">What <see cref="Write"/> made.</param>
    /// <param name="count">How many images.</param>
    public static IEnumerable<bool> Read(string text, int count)
    {
        for (int n = 0; n < count; n++)
            yield return (Digits.IndexOf(text[n / PerDigit], StringComparison.Ordinal) >> (PerDigit - 1 - (n % PerDigit)) & 1) == 1;
    }
}
