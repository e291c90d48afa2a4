using Overtone.Data;
using Overtone.Data.Snapshots;

namespace Overtone.Tests.Data.Snapshots;

public class NpyRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(200_000)]
    public void Numbers_come_in_order_however_many_are_asked_for(int piece)
    {
        var values = Draw.Normal(1, 150_000).Numbers();
        using var rows = new NpyRows(Npy<double>(values, 150, 1000), "a.npy");
        Assert.Equal([150, 1000], rows.Shape);
        Assert.Equal(NpyElementType.Float64, rows.ElementType);
        var found = new double[piece == 1 ? 300 : 150_000];
        for (var start = 0; start < found.Length; start += piece)
        {
            rows.Read(found.AsSpan(start, Math.Min(piece, found.Length - start)));
        }

        Assert.Equal(values[..found.Length], found);
    }

    [Fact]
    public void Every_type_reads_as_numbers()
    {
        Assert.Equal([1, 0], All(Npy<bool>([true, false], 2)));
        Assert.Equal([200, 1], All(Npy<byte>([200, 1], 2)));
        Assert.Equal([-2, 1], All(Npy<sbyte>([-2, 1], 2)));
        Assert.Equal([60_000, 1], All(Npy<ushort>([60_000, 1], 2)));
        Assert.Equal([-2, 1], All(Npy<short>([-2, 1], 2)));
        Assert.Equal([3e9, 1], All(Npy<uint>([3_000_000_000, 1], 2)));
        Assert.Equal([-2, 1], All(Npy<int>([-2, 1], 2)));
        Assert.Equal([5, 1], All(Npy<ulong>([5, 1], 2)));
        Assert.Equal([-2, 1], All(Npy<long>([-2, 1], 2)));
        Assert.Equal([0.5, 1], All(Npy<Half>([(Half)0.5, (Half)1], 2)));
        Assert.Equal([0.25, 1], All(Npy<float>([0.25f, 1], 2)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_that_are_passed_over_are_not_read(bool canSeek)
    {
        var values = Enumerable.Range(0, 100_000).Select(n => n == 3 ? float.NaN : n).ToArray();
        Stream stream = Npy<float>(values, 100_000);
        using var rows = new NpyRows(canSeek ? stream : new OneWay(stream), "a.npy");
        rows.Skip(90_000);
        var found = new double[2];
        rows.Read(found);
        Assert.Equal([90_000, 90_001], found);
    }

    [Fact]
    public void What_is_not_finite_is_named_with_its_place()
    {
        var values = new float[70_000];
        values[66_001] = float.PositiveInfinity;
        using var rows = new NpyRows(Npy<float>(values, 70, 1000), "a.npy");
        rows.Skip(1000);
        var fault = Assert.Throws<DataFormatException>(() => rows.Read(new double[69_000]));
        Assert.Equal("element [66, 1]", fault.Field);
        Assert.Equal("a finite number", fault.Expected);
    }

    [Fact]
    public void A_file_that_ends_early_is_named_with_its_lengths()
    {
        var bytes = Npy<float>(new float[100], 100).ToArray();
        using var rows = new NpyRows(new MemoryStream(bytes[..^40]), "a.npy");
        var fault = Assert.Throws<DataFormatException>(() => rows.Read(new double[100]));
        Assert.Equal("a.npy: data: found 360 bytes (truncated), expected 400", fault.Message);
    }

    private static double[] All(Stream stream)
    {
        using var rows = new NpyRows(stream, "a.npy");
        var numbers = new double[rows.Count];
        rows.Read(numbers);
        return numbers;
    }

    private static MemoryStream Npy<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        var stream = new MemoryStream();
        NpyWriter.Write<T>(stream, values, shape);
        stream.Position = 0;
        return stream;
    }

    private sealed class OneWay(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 1000));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
