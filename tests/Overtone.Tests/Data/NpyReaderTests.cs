using System.Buffers.Binary;
using System.Text;
using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class NpyReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> Types => new()
    {
        { "|b1", [1, 0] },
        { "|u1", [1, 0] },
        { "|i1", [1, 0] },
        { "<u2", [1, 0, 0, 0] },
        { "<i2", [1, 0, 0, 0] },
        { "<u4", [1, 0, 0, 0, 0, 0, 0, 0] },
        { "<i4", [1, 0, 0, 0, 0, 0, 0, 0] },
        { "<u8", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "<i8", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "<f2", [0, 0x3C, 0, 0] },
        { "<f4", [0, 0, 0x80, 0x3F, 0, 0, 0, 0] },
        { "<f8", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "=f4", [0, 0, 0x80, 0x3F, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_number_type_reads_as_one_and_zero(string code, byte[] data)
    {
        var array = Read(Npy(code, "2,", data));

        Assert.Equal([1.0, 0.0], array.ToDoubles());
        Assert.Equal([1f, 0f], array.ToSingles());
        Assert.Equal([2], array.Shape);
        if (!code.Contains('f'))
        {
            Assert.Equal([1L, 0L], array.ToIntegers());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Versions_1_to_3_are_read(byte version) =>
        Assert.Equal([7L, 9L], Read(Npy("|u1", "1, 2", [7, 9], version: version)).ToIntegers());

    [Fact]
    public void A_single_number_has_no_dimensions()
    {
        var array = Read(Npy("|u1", "", [7]));

        Assert.Empty(array.Shape);
        Assert.Equal(1, array.Count);
    }

    [Theory]
    [InlineData(">f4", "little-endian (save array.astype('<f4'))")]
    [InlineData("|O", "numbers, not Python objects (save numpy.stack(list_of_arrays) with dtype float32)")]
    [InlineData("<c16", "real numbers (save array.real and array.imag separately)")]
    [InlineData("<U5", "numbers, not text (save class indices)")]
    public void A_type_that_is_not_read_says_what_to_save_instead(string code, string expected)
    {
        var fault = Fault(Npy(code, "1,", new byte[16]), "dtype");

        Assert.Equal((code, expected), (fault.Found, fault.Expected));
    }

    [Fact]
    public void A_structured_type_is_an_error() =>
        Fault(Raw("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 1), "dtype");

    [Fact]
    public void Fortran_order_says_what_to_save_instead() =>
        Assert.Contains("ascontiguousarray", Fault(Npy("|u1", "2, 2", new byte[4], order: "True"), "fortran_order").Expected);

    [Fact]
    public void Fortran_order_of_one_dimension_is_no_order() =>
        Assert.Equal([1L, 2L], Read(Npy("|u1", "2,", [1, 2], order: "True")).ToIntegers());

    [Theory]
    [InlineData("-1,")]
    [InlineData("3000000000,")]
    [InlineData("two,")]
    public void A_shape_must_be_sizes(string shape) => Fault(Npy("|u1", shape, [1]), "shape");

    [Fact]
    public void More_elements_than_can_be_counted_are_an_error() =>
        Fault(Npy("<f8", "2000000000, 2000000000, 2000000000", [1]), "shape");

    [Fact]
    public void More_bytes_than_fit_an_array_are_an_error() => Fault(Npy("<f8", "2000000000,", [1]), "data");

    [Theory]
    [InlineData("0, 2000000, 2000000")]
    [InlineData("2000000, 2000000, 2000000, 0")]
    public void Empty_arrays_may_have_any_sizes(string shape) =>
        Assert.Equal(0, Read(Npy("<f8", shape, [])).Count);

    [Fact]
    public void An_empty_header_is_found_to_be_nothing() => Assert.Equal("nothing", Fault(Raw("", 1), "dtype").Found);

    [Fact]
    public void Unsigned_integers_beyond_the_signed_ones_are_named()
    {
        var array = Read(Npy("<u8", "2,", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80]));
        var fault = Assert.Throws<DataFormatException>(() => array.ToIntegers());
        Assert.Equal(("element [1]", "9223372036854775808"), (fault.Field, fault.Found));
    }

    [Fact]
    public void A_truncated_file_is_an_error()
    {
        var whole = Npy("<f4", "4,", new byte[16]);

        Fault(whole[..^1], "data");
        Fault(whole[..9], "header length");
        Fault(whole[..20], "header");
        Fault(whole[..4], "header");
    }

    [Fact]
    public void Bytes_after_the_end_are_an_error() => Fault(Npy("|u1", "1,", [1, 2]), "length");

    [Fact]
    public void Another_kind_of_file_is_an_error() => Fault(Encoding.ASCII.GetBytes("PK\u0003\u0004 a zip file"), "magic string");

    [Fact]
    public void A_future_version_is_an_error() => Fault(Npy("|u1", "1,", [1], version: 4), "format version");

    [Fact]
    public void A_giant_header_is_an_error()
    {
        var bytes = Npy("|u1", "1,", [1], version: 2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), uint.MaxValue);

        Fault(bytes, "header length");
    }

    internal static byte[] Npy(string code, string shape, byte[] data, byte version = 1, string order = "False") =>
        [.. Raw($"{{'descr': '{code}', 'fortran_order': {order}, 'shape': ({shape}), }}", version), .. data];

    private static byte[] Raw(string header, byte version)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1 ? [(byte)text.Length, 0] : [(byte)text.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text];
    }

    private NpyArray Read(byte[] content) => NpyReader.Read(_folder.Write("array.npy", content));

    private DataFormatException Fault(byte[] content, string field)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read(content));
        Assert.Equal((_folder["array.npy"], field), (fault.File, fault.Field));
        return fault;
    }
}
