using System.Formats.Tar;
using Overtone.Data;
using Overtone.Data.Downloads;

namespace Overtone.Tests.Data;

public sealed class TarArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_and_folders_are_unpacked()
    {
        Extract(SampleTar.Pack(
            new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "hello" }),
            new PaxTarEntry(TarEntryType.Directory, "set/"),
            SampleTar.File("set/a.bin", 1, 2, 3),
            new UstarTarEntry(TarEntryType.RegularFile, "set/deep/b.bin"),
            new V7TarEntry(TarEntryType.V7RegularFile, "./c.bin")));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["out/set/a.bin"]));
        Assert.True(File.Exists(_folder["out/set/deep/b.bin"]));
        Assert.True(File.Exists(_folder["out/c.bin"]));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("set/../../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("..\\evil")]
    [InlineData("C:evil")]
    public void A_path_outside_is_refused(string name)
    {
        var fault = Fault(SampleTar.Pack(SampleTar.File("good.bin", 1), SampleTar.File(name, 1)));

        Assert.Equal(("entry", name), (fault.Field, fault.Found));
        Assert.Equal(
            ["archive.tar.gz", "out"], Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order());
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void Links_are_refused(TarEntryType type) =>
        Assert.Equal($"a {type}", Fault(SampleTar.Pack(SampleTar.Link(type, "link", "target"))).Found);

    [Fact]
    public void A_named_pipe_is_refused() =>
        Assert.Equal("a Fifo", Fault(SampleTar.Pack(new PaxTarEntry(TarEntryType.Fifo, "pipe"))).Found);

    [Fact]
    public void An_archive_that_unpacks_to_too_much_is_refused()
    {
        var bomb = SampleTar.Pack(SampleTar.File("zeros.bin", new byte[1_000_000]));
        Assert.InRange(bomb.Length, 0, 10_000);

        Assert.Equal("unpacked length", Fault(bomb, limit: 100_000).Field);
    }

    [Fact]
    public void The_same_name_twice_is_refused() =>
        Assert.Equal("a.bin twice", Fault(SampleTar.Pack(SampleTar.File("a.bin", 1), SampleTar.File("a.bin", 2))).Found);

    [Fact]
    public void A_name_is_that_of_a_file_or_of_a_folder()
    {
        Assert.Equal("a as a file and as a folder", Fault(SampleTar.Pack(SampleTar.File("a", 1), SampleTar.File("a/b", 2))).Found);
        Assert.Equal("a/, a file with the name of a folder", Fault(SampleTar.Pack(SampleTar.File("a/", 1))).Found);
    }

    [Fact]
    public void A_name_too_long_for_a_file_is_refused() =>
        Assert.Equal("a name that is too long for a file", Fault(SampleTar.Pack(SampleTar.File(new string('n', 5000), 1))).Found);

    [Fact]
    public void A_truncated_archive_is_an_error()
    {
        var whole = SampleTar.Pack(SampleTar.File("a.bin", Sample.Bytes(100_000)));

        Assert.Equal("archive", Fault(whole[..(whole.Length / 2)]).Field);
    }

    [Fact]
    public void What_is_no_archive_is_an_error()
    {
        Assert.Equal("archive", Fault("hello"u8.ToArray()).Field);
        Assert.Equal("archive", Fault(IdxReaderTests.Pack(Sample.Bytes(1000))).Field);
    }

    [Fact]
    public void An_empty_archive_is_an_error() => Assert.Equal("entries", Fault(IdxReaderTests.Pack(new byte[1024])).Field);

    [Fact]
    public void Unpacking_stops_when_cancelled()
    {
        var archive = _folder.Write("archive.tar.gz", SampleTar.Pack(SampleTar.File("a.bin", 1)));

        Assert.Throws<OperationCanceledException>(
            () => TarArchive.Extract(archive, _folder["out"], 1 << 20, new CancellationToken(canceled: true)));
    }

    private void Extract(byte[] content, long limit = 1 << 20) =>
        TarArchive.Extract(_folder.Write("archive.tar.gz", content), _folder["out"], limit, TestContext.Current.CancellationToken);

    private DataFormatException Fault(byte[] content, long limit = 1 << 20) =>
        Assert.Throws<DataFormatException>(() => Extract(content, limit));
}
