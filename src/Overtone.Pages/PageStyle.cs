namespace Overtone.Pages;

/// <summary>The style sheet of every page, light and dark, on screen and in print. It fetches nothing.</summary>
public static class PageStyle
{
    private static readonly Lazy<string> LazyCss = new(Read);

    /// <summary>The style sheet's text, to stand in a <c>style</c> element or to be served as it is.</summary>
    public static string Css => LazyCss.Value;

    private static string Read()
    {
        using Stream stream = typeof(PageStyle).Assembly.GetManifestResourceStream("Page.css")
            ?? throw new InvalidOperationException("The style sheet is missing from the assembly Overtone.Pages: the build is broken.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
