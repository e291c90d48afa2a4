using System.IO.Compression;
using Overtone.Data;

namespace Overtone.Tests.Data;

/// <summary>
/// No reader takes more than 1.2 times the memory of the array that it returns: all it allocates is counted, so also what it held for a
/// moment.
/// </summary>
public sealed class ReaderMemoryTests : IDisposable
{
    private const int Images = 2_000, Side = 100;
    private const int Numbers = Images * Side * Side;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Npy() =>
        Check(Numbers * sizeof(float), Write("x.npy", stream => NpyWriter.Write(stream, Floats(), Numbers)), file => NpyReader.Read(file));

    [Fact]
    public void Npz_of_bytes() => Check(Numbers, Npz(Bytes(), Images, Side, Side), file => NpzReader.Read(file, "set"));

    [Fact]
    public void Npz_of_bytes_with_channels_last() =>
        Check(Numbers, Npz(Bytes(), Images, Side / 3, Side, 3), file => NpzReader.Read(file, "set"), Images * (Side / 3) * Side * 3);

    [Fact]
    public void Npz_of_floats() => Check(Numbers * sizeof(float), Npz(Floats(), Images, Side, Side), file => NpzReader.Read(file, "set"));

    [Fact]
    public void Npz_of_doubles() =>
        Check(
            Numbers * sizeof(float),
            Npz(Array.ConvertAll(Floats(), number => (double)number), Images, Side, Side),
            file => NpzReader.Read(file, "set"));

    [Theory]
    [InlineData(1)]
    [InlineData(4)] // 80 MB, more than a header is believed
    public void Idx(int copies)
    {
        string labels = Write("labels", stream => stream.Write([0, 0, 8, 1, .. BigEndian(Images * copies), .. new byte[Images * copies]]));
        string images = Write("images", stream =>
        {
            using var packed = new GZipStream(stream, CompressionLevel.Fastest);
            packed.Write([0, 0, 8, 3, .. BigEndian(Images * copies), .. BigEndian(Side), .. BigEndian(Side)]);
            for (int copy = 0; copy < copies; copy++)
                packed.Write(Bytes());
        });

        Check((long)Numbers * copies, images, file => IdxReader.Read(file, labels, "set"));
    }

    [Fact]
    public void Cifar()
    {
        const int Records = 6_000;
        string file = Write("data.bin", stream => stream.Write(new byte[Records * CifarReader.RecordLength]));

        Check(Records * 3072, file, path => CifarReader.Read([path], "set"));
    }

    private static void Check(long size, string file, Func<string, object> read, long? smaller = null)
    {
        read(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        object kept = read(file);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(kept);
        Assert.InRange(taken, smaller ?? size, (long)(1.2 * (smaller ?? size)));
    }

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Bytes() => Sample.Bytes(Numbers);

    private static float[] Floats() => Array.ConvertAll(Bytes(), value => value / 255f);

    private string Npz<T>(T[] numbers, params int[] shape)
        where T : unmanaged => Write("set.npz", stream =>
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        using (Stream images = zip.CreateEntry("x.npy", CompressionLevel.Fastest).Open())
            NpyWriter.Write(images, numbers.AsSpan(0, shape.Aggregate((product, side) => product * side)), shape);
        using Stream labels = zip.CreateEntry("y.npy").Open();
        NpyWriter.Write<byte>(labels, new byte[shape[0]], shape[0]);
    });

    private string Write(string name, Action<Stream> write)
    {
        using (FileStream stream = File.Create(_folder[name]))
            write(stream);
        return _folder[name];
    }
}
