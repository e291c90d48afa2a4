using System.Security.Cryptography;
using Overtone.Data;
using Overtone.Data.Downloads;

namespace Overtone.Tests.Data;

public sealed class DataDownloadTests : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    private string Root => Path.Combine(_folder.Path, "root");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_archive_arrives_under_its_folder_and_nothing_else_does()
    {
        var archive = GoodArchive();
        using var server = Serve(archive);
        var reports = new List<DownloadProgress>();
        var target = Get(Recipe(server, archive), progress: new Reports(reports));

        Assert.Equal(Path.Combine(Root, "set"), target);
        Assert.Equal(Sample.Bytes(3_000_000), File.ReadAllBytes(Path.Combine(target, "a.bin")));
        Assert.Equal([target], Directory.GetFileSystemEntries(Root));
        Assert.Equal(["/data/set.tar.gz"], server.Requests);
        Assert.Equal(new DownloadProgress("set.tar.gz", archive.Length, archive.Length), reports[^1]);
    }

    [Fact]
    public void A_set_that_is_there_is_not_fetched_again()
    {
        var archive = GoodArchive();
        using var server = Serve(archive);
        Get(Recipe(server, archive));
        Get(Recipe(server, archive));

        Assert.Single(server.Requests);
    }

    [Fact]
    public void Something_else_in_the_way_is_left_alone()
    {
        _folder.Write("root/set/mine.txt", "precious");
        using var server = Serve(GoodArchive());

        Assert.Contains("already exists", Failure(Recipe(server, GoodArchive())).Message);
        Assert.True(File.Exists(_folder["root/set/mine.txt"]));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_wrong_checksum_leaves_nothing()
    {
        using var server = Serve(GoodArchive());
        var failure = Failure(Recipe(server, [1, 2, 3]));

        Assert.Contains("MD5: found", failure.Message);
        RequireNothing();
    }

    [Fact]
    public void Content_that_fails_its_check_leaves_nothing()
    {
        var archive = SampleTar.Pack(SampleTar.File("set/b.bin", 1));
        using var server = Serve(archive);

        Assert.Contains("failed: length of a.bin: found no file, expected 3000000", Failure(Recipe(server, archive)).Message);
        RequireNothing();
    }

    [Fact]
    public void A_truncated_body_leaves_nothing()
    {
        using var server = new LoopbackServer((_, stream) =>
        {
            LoopbackServer.Send(stream, "200 OK", 1_000_000, new byte[100_000]);
            return true;
        });

        Assert.Contains("/data/set.tar.gz: the connection", Failure(Recipe(server, [])).Message);
        RequireNothing();
    }

    [Fact]
    public void An_archive_that_reaches_outside_leaves_nothing()
    {
        var archive = SampleTar.Pack(SampleTar.File("../../evil", 1), SampleTar.File("set/a.bin", 1));
        using var server = Serve(archive);

        Assert.Contains("../../evil", Failure(Recipe(server, archive)).Message);
        RequireNothing();
    }

    [Fact]
    public void A_file_longer_than_it_can_be_leaves_nothing()
    {
        var archive = new byte[30_000_000];
        using var server = Serve(archive);

        Assert.Contains("more than the 20000000 bytes", Failure(Recipe(server, archive)).Message);
        RequireNothing();
    }

    [Fact]
    public void A_404_is_told_with_its_address()
    {
        using var server = LoopbackServer.OfFiles(new Dictionary<string, byte[]>());

        Assert.Equal(
            $"set: {server.Address}/set.tar.gz: the server answered 404 (Not Found)",
            Failure(Recipe(server, [])).Message);
        RequireNothing();
    }

    [Fact]
    public void A_server_that_is_not_there_is_told()
    {
        var server = Serve([]);
        server.Dispose();

        Assert.Contains(server.Address.Authority, Failure(Recipe(server, [])).Message);
        RequireNothing();
    }

    [Fact]
    public void A_server_that_falls_silent_is_given_up()
    {
        using var server = Stalled();

        Assert.Contains("sent nothing for 0.3 s", Failure(Recipe(server, []), TimeSpan.FromSeconds(0.3)).Message);
        RequireNothing();
    }

    [Fact]
    public void Cancellation_ends_a_read_that_waits_and_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        using var server = Stalled(cancellation.Cancel);

        Assert.Throws<OperationCanceledException>(
            () => DataDownload.Get(Recipe(server, []), Root, Silence, progress: null, cancellation.Token));
        RequireNothing();
    }

    [Fact]
    public void The_next_address_is_tried_after_a_failure()
    {
        var archive = GoodArchive();
        using var empty = LoopbackServer.OfFiles(new Dictionary<string, byte[]>());
        using var good = Serve(archive);
        var recipe = Recipe(good, archive) with { Addresses = [empty.Address, good.Address] };

        Assert.True(Directory.Exists(Get(recipe)));
    }

    [Fact]
    public void A_root_that_was_there_stays_after_a_failure()
    {
        _folder.Write("root/other/file.txt", "mine");
        using var server = LoopbackServer.OfFiles(new Dictionary<string, byte[]>());
        Failure(Recipe(server, []));

        Assert.Equal([_folder["root/other"]], Directory.GetFileSystemEntries(Root));
    }

    [Fact]
    public void Mnist_comes_whole_from_a_mirror()
    {
        var source = TestData.FolderOrSkip("mnist");
        using var server = LoopbackServer.OfFiles(
            Directory.GetFiles(source, "*.gz").ToDictionary(file => $"/data/{Path.GetFileName(file)}", File.ReadAllBytes));
        var target = DataDownload.Get("mnist", Root, server.Address, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(4, Directory.GetFiles(target).Length);
        Assert.Equal(60_000, DataSource.Open("mnist", [Root], cancellation: TestContext.Current.CancellationToken).Train.Count);
    }

    [Fact]
    public void The_published_archive_of_cifar10_has_to_have_its_checksum()
    {
        using var server = LoopbackServer.OfFiles(new Dictionary<string, byte[]> { ["/data/cifar-10-binary.tar.gz"] = GoodArchive() });
        var failure = Assert.Throws<DataDownloadException>(
            () => DataDownload.Get("cifar10", Root, server.Address, cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("c32a1d4ab5d03f1284b67883e8d87530", failure.Message);
        RequireNothing();
    }

    [Fact]
    public void A_name_without_a_download_is_refused() =>
        Assert.Throws<ArgumentException>(() => DataDownload.Get("imagenet", Root, cancellation: TestContext.Current.CancellationToken));

    private static byte[] GoodArchive() => SampleTar.Pack(SampleTar.File("set/a.bin", Sample.Bytes(3_000_000)));

    private static LoopbackServer Serve(byte[] archive) =>
        LoopbackServer.OfFiles(new Dictionary<string, byte[]> { ["/data/set.tar.gz"] = archive });

    private static LoopbackServer Stalled(Action? then = null) => new((_, stream) =>
    {
        LoopbackServer.Send(stream, "200 OK", 1_000_000, new byte[1000]);
        then?.Invoke();
        return false;
    });

    private static DownloadRecipe Recipe(LoopbackServer server, byte[] expected) => new(
        "set",
        "set",
        [server.Address],
        [new DownloadFile("set.tar.gz", 20_000_000, Hash(expected))],
        ArchiveLimit: 10_000_000,
        (folder, _) =>
        {
            var file = new FileInfo(Path.Combine(folder, "a.bin"));
            return [new DataCheck("length of a.bin", "3000000", file.Exists ? $"{file.Length}" : "no file", "made up")];
        });

    private static string Hash(byte[] content) =>
        Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, content));

    private string Get(DownloadRecipe recipe, TimeSpan? silence = null, IProgress<DownloadProgress>? progress = null) =>
        DataDownload.Get(recipe, Root, silence ?? Silence, progress, TestContext.Current.CancellationToken);

    private DataDownloadException Failure(DownloadRecipe recipe, TimeSpan? silence = null) =>
        Assert.Throws<DataDownloadException>(() => Get(recipe, silence));

    private void RequireNothing() => Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));

    /// <summary>Unlike <see cref="Progress{T}"/> reports at once, on the same thread.</summary>
    private sealed class Reports(List<DownloadProgress> list) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => list.Add(value);
    }
}
