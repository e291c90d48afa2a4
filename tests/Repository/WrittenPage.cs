namespace Overtone.Repository;

/// <summary>
/// A page of the documentation, parts of which are made by a test: each lies between two comments with its name. With OVERTONE_WRITE_DOCS=1
/// they are written.
/// </summary>
internal sealed class WrittenPage(string name)
{
    private readonly string _path = Path.Combine(RepositoryFolder.Root, "docs", name);

    /// <summary>That a part is what it is to be.</summary>
    public void Holds(string part, IEnumerable<string> lines)
    {
        string page = File.ReadAllText(_path), begin = $"<!-- {part} -->\n", end = $"<!-- /{part} -->";
        int from = page.IndexOf(begin, StringComparison.Ordinal), to = page.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"docs/{name} has no part {begin}…{end}");
        from += begin.Length;
        string expected = string.Concat(lines.Select(line => $"{line}\n"));
        if (Environment.GetEnvironmentVariable("OVERTONE_WRITE_DOCS") == "1")
            File.WriteAllText(_path, page[..from] + expected + page[to..]);
        else
            Assert.Equal(expected, page[from..to]);
    }
}
