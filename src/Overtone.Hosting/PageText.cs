using System.Text;
using Overtone.Hosting.Terminal;

namespace Overtone.Hosting;

/// <summary>The text of a help page: paragraphs, and lists of names with their descriptions.</summary>
internal sealed class PageText
{
    private const int LineWidth = 100;
    private const int Indent = 2;
    private const int WidestName = 30;
    private readonly StringBuilder _text = new();

    /// <summary>A paragraph, broken into lines between words.</summary>
    public PageText Paragraph(string text)
    {
        AppendWrapped(text, 0);
        _text.Append('\n');
        return this;
    }

    /// <summary>Lines as they are, below a heading.</summary>
    public PageText Lines(string heading, params IReadOnlyList<string> lines)
    {
        _text.Append('\n').Append(heading).Append(":\n");
        foreach (string line in lines)
            _text.Append(Spaces.Of(Indent)).Append(line).Append('\n');
        return this;
    }

    /// <summary>
    /// Names with their descriptions, below a heading; nothing when there are none. Descriptions stand beside names that are not too long,
    /// else below.
    /// </summary>
    public PageText List(string heading, IReadOnlyList<HelpEntry> entries)
    {
        if (entries.Count == 0)
            return this;
        int width = 0;
        foreach (HelpEntry entry in entries)
            width = entry.Name.Length <= WidestName ? Math.Max(width, entry.Name.Length) : width;
        _text.Append('\n').Append(heading).Append(":\n");
        int margin = Indent + width + Indent;
        foreach (HelpEntry entry in entries)
        {
            _text.Append(Spaces.Of(Indent)).Append(entry.Name);
            if (entry.Name.Length > width)
                _text.Append('\n').Append(Spaces.Of(margin));
            else
                _text.Append(Spaces.Of(width - entry.Name.Length + Indent));
            AppendWrapped(entry.Description, margin);
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>An empty line.</summary>
    public PageText Gap()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>The page.</summary>
    public override string ToString() => _text.ToString();

    private void AppendWrapped(string text, int margin)
    {
        int column = margin, start = 0;
        while (start <= text.Length)
        {
            int end = start;
            while (end < text.Length && text[end] != ' ' && text[end] != '\n')
                end++;
            bool begins = column == margin;
            if (!begins && column + 1 + end - start > LineWidth)
            {
                _text.Append('\n').Append(Spaces.Of(margin));
                (column, begins) = (margin, true);
            }

            if (!begins)
                _text.Append(' ');
            _text.Append(text, start, end - start);
            column += end - start + (begins ? 0 : 1);
            if (end < text.Length && text[end] == '\n')
            {
                _text.Append('\n').Append(Spaces.Of(margin));
                column = margin;
            }

            start = end + 1;
        }
    }
}
