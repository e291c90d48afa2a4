using Overtone.Files;

namespace Overtone.Tests.Files;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Links_are_followed_wherever_they_stand()
    {
        _folder.Write("real/deep/file", "content");
        Directory.CreateSymbolicLink(_folder["short"], "real");
        File.CreateSymbolicLink(_folder["real/other"], Path.Combine("deep", "..", "deep", "file"));
        string real = RealPath.Of(_folder.Path);

        Assert.Equal(Path.Combine(real, "real", "deep", "file"), RealPath.Of(_folder["short/deep/file"]));
        Assert.Equal(Path.Combine(real, "real", "deep", "file"), RealPath.Of(_folder["short/other"]));
        Assert.Equal(Path.Combine(real, "real", "none"), RealPath.Of(Path.Combine(_folder.Path, "short", "none")));
    }

    [Fact]
    public void A_circle_of_links_is_an_error()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");

        Assert.Throws<IOException>(() => RealPath.Of(_folder["a"]));
    }

    [Theory]
    [InlineData("/a/b/c", "/a/b", true)]
    [InlineData("/a/b/c", "/a/b/", true)]
    [InlineData("/a/bc", "/a/b", false)]
    [InlineData("/a/b", "/a/b", false)]
    [InlineData("/c", "/", true)]
    public void Inside_means_below(string path, string folder, bool expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths are written with another sign there");
        Assert.Equal(expected, RealPath.IsInside(path, folder));
    }
}
