using System.IO.Compression;
using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Files;
using Overtone.Models;
using Overtone.Tests.Data;

namespace Overtone.Tests.Files;

public sealed class ReadLimitsTests : IDisposable
{
    private const int MiB = 1 << 20;
    private static readonly ReadLimits Tight = new() { TrustedBytes = MiB };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_packs_well_is_read_up_to_the_trusted_size_and_refused_beyond()
    {
        string honest = Npz(MiB / 2), bomb = Npz(4 * MiB);

        Assert.Equal(MiB / 2, NpzReader.Read(honest, "set", Tight, TestContext.Current.CancellationToken).Train.Count);
        var fault = Assert.Throws<DataFormatException>(() => NpzReader.Read(bomb, "set", Tight, TestContext.Current.CancellationToken));
        Assert.Equal("entry y.npy", fault.Field);
        Assert.Matches(@"^4,194,\d{3} bytes packed into \d,\d{3}$", fault.Found);
        Assert.Contains(ReadLimits.ArrayVariable, fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_higher_limit_lets_the_same_file_pass() =>
        Assert.Equal(
            4 * MiB,
            NpzReader.Read(Npz(4 * MiB), "set", Tight with { TrustedBytes = 8 * MiB }, TestContext.Current.CancellationToken).Train.Count);

    [Fact]
    public void Two_hundred_thousand_bytes_that_unfold_to_300_million_are_refused_by_default()
    {
        string bomb = Npz(300_000_000);
        Assert.InRange(new FileInfo(bomb).Length, 0, 1_000_000);

        Assert.Throws<DataFormatException>(() => NpzReader.Read(bomb, "set", cancellation: TestContext.Current.CancellationToken));
        using var source = ArraySource.Open(bomb);
        Assert.Throws<DataFormatException>(() => source.OpenRows("x"));
    }

    [Fact]
    public void Packed_IDX_files_have_the_same_limit()
    {
        string images = Idx("images", 4 * MiB);

        var fault = Assert.Throws<DataFormatException>(() => IdxReader.ReadLabels(images, Tight));
        Assert.Equal("unpacked size", fault.Field);
        Assert.Equal(4 * MiB, IdxReader.ReadLabels(images).Length);
    }

    [Fact]
    public void A_packed_header_cannot_ask_for_more_than_its_bytes_can_hold()
    {
        byte[] header = [0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0];
        string file = _folder.Write("labels", IdxReaderTests.Pack(header));

        long before = GC.GetAllocatedBytesForCurrentThread();
        var limits = new ReadLimits { TrustedBytes = 1L << 40, ArrayBytes = 1L << 40 };
        Assert.Equal("unpacked size", Assert.Throws<DataFormatException>(() => IdxReader.ReadLabels(file, limits)).Field);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MiB);
    }

    [Fact]
    public void A_plain_header_cannot_ask_for_more_than_the_file_has()
    {
        using var stream = new MemoryStream();
        NpyWriter.Write<byte>(stream, [1, 2, 3], 3);
        string text = System
            .Text.Encoding.Latin1.GetString(stream.ToArray())
            .Replace("(3,), }         ", "(2000000000,), }", StringComparison.Ordinal);
        string file = _folder.Write("x.npy", System.Text.Encoding.Latin1.GetBytes(text));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("3 bytes (truncated)", Assert.Throws<DataFormatException>(() => NpyReader.Read(file)).Found);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MiB);
    }

    [Fact]
    public void A_picture_of_too_many_pixels_is_refused_by_its_header()
    {
        byte[] huge = SampleImage.Png(8, 8);
        // Width and height of a PNG stand at 16 and 20, then the checksum of its header at 29.
        foreach (int index in (int[])[16, 20])
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(index), 40_000);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
            huge.AsSpan(29), System.IO.Hashing.Crc32.HashToUInt32(huge.AsSpan(12, 17)));
        _folder.Write("set/a/1.png", huge);
        _folder.Write("set/b/1.png", huge);

        var fault = Assert.Throws<DataFormatException>(() =>
            ImageFolderReader.Read(_folder["set"], cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("40000x40000 pixels", fault.Found);
        Assert.Contains($"100,000,000 pixels ({ReadLimits.PictureVariable}", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_within_raised_or_lowered_limits_counts()
    {
        _folder.Write("set/a/1.png", SampleImage.Png(8, 8));
        _folder.Write("set/b/1.png", SampleImage.Png(8, 8));

        Assert.Equal(2, Open(64).Count);
        Assert.Equal("size", Assert.Throws<DataFormatException>(() => Open(63)).Field);

        Dataset Open(long pixels) => ImageFolderReader.Read(
            _folder["set"], limits: new ReadLimits { PicturePixels = pixels }, cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Weights_that_unfold_out_of_proportion_are_refused()
    {
        string file = _folder["bomb.pt"];
        using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        {
            using (Stream pickle = zip.CreateEntry("m/data.pkl").Open())
                pickle.Write("."u8);
            using (Stream code = zip.CreateEntry("m/code/a.py").Open())
                code.Write("a = 1"u8);
            using Stream weights = zip.CreateEntry("m/data/0").Open();
            for (int block = 0; block < 300; block++)
                weights.Write(new byte[MiB]);
        }

        var fault = Assert.Throws<ModelFormatException>(() =>
            ClassifierFile.Open(file, options: new ClassifierOptions { DataSize = new InputSize(3, 8, 8) }));
        Assert.Equal("entry m/data/0", fault.Field);
        Assert.StartsWith("314,572,800 bytes packed into", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_variables_raise_the_limits()
    {
        ReadLimits limits = ReadLimits.FromEnvironment(name => name == ReadLimits.ArrayVariable ? "20" : "400");

        Assert.Equal((20L << 30, 20L << 30, 400_000_000L), (limits.ArrayBytes, limits.TrustedBytes, limits.PicturePixels));
        foreach (string nonsense in (string[])["", "no", "-1", "0", "NaN", "∞"])
            Assert.Equal(new ReadLimits(), ReadLimits.FromEnvironment(_ => nonsense));
        Assert.Equal(1L << 62, ReadLimits.FromEnvironment(_ => "1e300").ArrayBytes);
    }

    // Images of one pixel, all black, all of class 0.
    private string Npz(int count)
    {
        string file = _folder[$"{count}.npz"];
        using var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create);
        foreach ((string name, int[] shape) in new[] { ("x", new[] { count, 1, 1 }), ("y", [count]) })
        {
            using Stream entry = zip.CreateEntry(name + ".npy", CompressionLevel.Optimal).Open();
            NpyWriter.Write<byte>(entry, new byte[count], shape);
        }

        return file;
    }

    private string Idx(string name, int count)
    {
        byte[] content = [0, 0, 8, 1, (byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count, .. new byte[count]];
        return _folder.Write(name, IdxReaderTests.Pack(content));
    }
}
