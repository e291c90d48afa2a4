using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// The two typefaces of every picture, from the assembly itself: a machine's own fonts differ, and where there are none, text would
/// silently vanish.
/// </summary>
internal static class ReportFonts
{
    private static readonly Lazy<SKTypeface> LazyRegular = new(() => Load("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface> LazyBold = new(() => Load("DejaVuSans-Bold.ttf"));

    /// <summary>The upright typeface.</summary>
    public static SKTypeface Regular => LazyRegular.Value;

    /// <summary>The bold typeface.</summary>
    public static SKTypeface Bold => LazyBold.Value;

    private static SKTypeface Load(string name)
    {
        using Stream stream = Resources.Open(name);
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The embedded font '{name}' is not readable.");
    }
}
