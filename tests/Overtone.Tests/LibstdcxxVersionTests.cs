namespace Overtone.Tests;

public sealed class LibstdcxxVersionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_highest_version_is_found_by_number_not_by_spelling()
    {
        var file = _folder.Write("lib.so", "\u0001GLIBCXX_3.4.9\0GLIBCXX_3.4.32\0GLIBCXX_3.4\0GLIBCXX_3.4.4\0CXXABI_1.3.99\0");
        Assert.Equal("GLIBCXX_3.4.32", LibstdcxxVersion.Highest(file));
    }

    [Fact]
    public void A_file_without_versions_has_none() =>
        Assert.Null(LibstdcxxVersion.Highest(_folder.Write("lib.so", "GLIBCXX_3.4 GLIBC_2.36")));

    [Fact]
    public void Versions_are_ordered_by_their_last_number()
    {
        Assert.True(LibstdcxxVersion.Compare("GLIBCXX_3.4.9", "GLIBCXX_3.4.30") < 0);
        Assert.True(LibstdcxxVersion.Compare("GLIBCXX_3.4.32", "GLIBCXX_3.4.30") > 0);
        Assert.Equal(0, LibstdcxxVersion.Compare("GLIBCXX_3.4.30", "GLIBCXX_3.4.30"));
        Assert.True(LibstdcxxVersion.Compare(null, "GLIBCXX_3.4.0") < 0);
    }
}
