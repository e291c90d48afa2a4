using System.Text;
using CsCheck;
using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class NpyWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_header_is_the_one_numpy_writes()
    {
        using var stream = new MemoryStream();
        NpyWriter.Write<float>(stream, [0, 0.5f, 1, 1.5f, 2, 2.5f], 2, 3);
        var bytes = stream.ToArray();

        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        Assert.Equal(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n", Encoding.ASCII.GetString(bytes, 10, 118));
        Assert.Equal(128 + 24, bytes.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Data_start_at_a_multiple_of_64_bytes(int rank)
    {
        using var stream = new MemoryStream();
        NpyWriter.Write<byte>(stream, [1], Enumerable.Repeat(1, rank).ToArray());

        Assert.Equal(1, stream.Length % 64);
    }

    [Fact]
    public void What_is_written_is_read_back_in_every_type()
    {
        Back<bool>([true, false], NpyElementType.Boolean);
        Back<byte>([1, 255], NpyElementType.UInt8);
        Back<sbyte>([1, -128], NpyElementType.Int8);
        Back<ushort>([1, ushort.MaxValue], NpyElementType.UInt16);
        Back<short>([1, short.MinValue], NpyElementType.Int16);
        Back<uint>([1, uint.MaxValue], NpyElementType.UInt32);
        Back<int>([1, int.MinValue], NpyElementType.Int32);
        Back<ulong>([1, ulong.MaxValue], NpyElementType.UInt64);
        Back<long>([1, long.MinValue], NpyElementType.Int64);
        Back<Half>([(Half)1, Half.MinValue], NpyElementType.Float16);
        Back<float>([1, float.MinValue], NpyElementType.Float32);
        Back<double>([1, double.MinValue], NpyElementType.Float64);
    }

    [Fact]
    public void Any_doubles_of_any_shape_come_back() =>
        (from shape in Gen.Int[1, 4].Array[0, 3]
         from values in Gen.Double[-1e9, 1e9].Array[shape.Aggregate(1, (product, size) => product * size)]
         select (shape, values))
            .Sample(c =>
            {
                NpyWriter.Write<double>(_folder["any.npy"], c.values, c.shape);
                var array = NpyReader.Read(_folder["any.npy"]);
                return array.Shape.SequenceEqual(c.shape) && array.ToDoubles().SequenceEqual(c.values);
            }, iter: 100, threads: 1);

    [Fact]
    public void Values_must_fill_the_shape()
    {
        Assert.Throws<ArgumentException>(() => NpyWriter.Write<float>(_folder["x.npy"], [1, 2, 3], 2, 2));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_type_without_a_counterpart_is_refused() =>
        Assert.Throws<ArgumentException>(() => NpyWriter.Write<char>(_folder["x.npy"], ['a'], 1));

    [Fact]
    public void A_file_that_is_there_is_replaced_whole()
    {
        NpyWriter.Write<byte>(_folder["x.npy"], new byte[1000], 1000);
        NpyWriter.Write<byte>(_folder["x.npy"], [5], 1);

        Assert.Equal([5L], NpyReader.Read(_folder["x.npy"]).ToIntegers());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private void Back<T>(T[] values, NpyElementType type)
        where T : unmanaged
    {
        NpyWriter.Write<T>(_folder["x.npy"], values, values.Length);
        var array = NpyReader.Read(_folder["x.npy"]);

        Assert.Equal(type, array.ElementType);
        Assert.Equal(System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values), array.Bytes);
    }
}
