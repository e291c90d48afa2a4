using Overtone.Files;

namespace Overtone.Tests.Files;

public sealed class PartialFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_replaces_what_was_there_once_it_is_complete()
    {
        string path = _folder.Write("a.bin", 1, 2);
        using (var file = new PartialFile(path))
        {
            file.Content.Write([3, 4, 5]);
            file.Content.Flush();
            Assert.Equal([1, 2], File.ReadAllBytes(path));
            file.Complete();
        }

        Assert.Equal([3, 4, 5], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Given_up_it_leaves_everything_as_it_was()
    {
        string path = _folder.Write("a.bin", 1, 2);
        using (var file = new PartialFile(path))
            file.Content.Write([3, 4, 5]);
        Assert.Equal([1, 2], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_of_its_name_stays()
    {
        Directory.CreateDirectory(_folder["a/b"]);
        using (var file = new PartialFile(_folder["a"]))
            Assert.ThrowsAny<Exception>(file.Complete);
        Assert.True(Directory.Exists(_folder["a/b"]));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
