using ScottPlot;
using SkiaSharp;

namespace Overtone.Reports.Drawing;

/// <summary>
/// The two typefaces of every picture, from the assembly itself. Without fonts of its own, ScottPlot takes what it finds on the machine,
/// and on a machine without fonts it silently draws no text at all.
/// </summary>
internal static class ReportFonts
{
    /// <summary>The name under which ScottPlot finds the typefaces; no system font bears it.</summary>
    public const string Family = "Overtone Report Sans";

    private static readonly Lazy<(SKTypeface Regular, SKTypeface Bold)> Faces = new(Load);

    /// <summary>The upright typeface.</summary>
    public static SKTypeface Regular => Faces.Value.Regular;

    /// <summary>The bold typeface.</summary>
    public static SKTypeface Bold => Faces.Value.Bold;

    /// <summary>Makes sure that ScottPlot knows the typefaces; the first call does the work.</summary>
    public static void Register() => _ = Faces.Value;

    private static (SKTypeface Regular, SKTypeface Bold) Load()
    {
        (SKTypeface Regular, SKTypeface Bold) faces = (Load("DejaVuSans.ttf"), Load("DejaVuSans-Bold.ttf"));
        ScottPlot.Fonts.FontResolvers.Insert(0, new Resolver(faces.Regular, faces.Bold));
        return faces;
    }

    private static SKTypeface Load(string name)
    {
        using Stream stream = Resources.Open(name);
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The embedded font '{name}' is not readable.");
    }

    private sealed class Resolver(SKTypeface regularFace, SKTypeface boldFace) : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= FontWeight.SemiBold, italic: false);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            fontName != Family ? null : bold ? boldFace : regularFace;
    }
}
