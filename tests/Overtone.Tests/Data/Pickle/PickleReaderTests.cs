using System.Text;
using Overtone.Data;
using Overtone.Data.Pickle;

namespace Overtone.Tests.Data.Pickle;

/// <summary>Pickles are read and never run.</summary>
public sealed class PickleReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("N.", null)]
    [InlineData("I01\n.", true)]
    [InlineData("\u0089.", false)]
    [InlineData("I-7\n.", -7L)]
    [InlineData("L123456789012L\n.", 123456789012L)]
    [InlineData("\u008a\u0002\u0018\u00fc.", -1000L)]
    [InlineData("J\u00ff\u00ff\u00ff\u00ff.", -1L)]
    [InlineData("M\u0002\u0001.", 258L)]
    [InlineData("F1.5\n.", 1.5)]
    [InlineData("G\u00bf\u00f0\u0000\u0000\u0000\u0000\u0000\u0000.", -1.0)]
    [InlineData("Va\\u20acb\\u005c\n.", "a€b\\")]
    [InlineData("X\u0003\u0000\u0000\u0000\u00e2\u0082\u00ac.", "€")]
    [InlineData("N0K\u0001.", 1L)]
    [InlineData("K\u0001q\u0007K\u00020h\u0007.", 1L)]
    public void One_value_is_what_it_says(string pickle, object? expected) => Assert.Equal(expected, Read(pickle));

    [Theory]
    [InlineData("S'a\\'\\n\\\\\\xff'\n.", "a'\n\\\u00ff")]
    [InlineData("S\"it's\"\n.", "it's")]
    [InlineData("U\u0002\u00e4b.", "\u00e4b")]
    [InlineData("C\u0001a.", "a")]
    [InlineData("c_codecs\nencode\n(V\u00e9\nVlatin1\ntR.", "\u00e9")]
    public void Bytes_are_bytes(string pickle, string expected) =>
        Assert.Equal(Encoding.Latin1.GetBytes(expected), Assert.IsType<ReadOnlyMemory<byte>>(Read(pickle)).ToArray());

    [Fact]
    public void Containers_hold_their_items()
    {
        const string pickle = "}(S'a'\n](K\u0001K\u0002e\u008c\u0001b(K\u0003K\u0004K\u0005tVc\nN\u0085u.";
        var dictionary = Assert.IsType<PickledDictionary>(Read(pickle));

        Assert.Equal([1L, 2L], Assert.IsType<List<object?>>(dictionary.Find("a")));
        Assert.Equal([3L, 4L, 5L], Assert.IsType<PickledTuple>(dictionary.Find("b")).Items);
        Assert.Equal([null], Assert.IsType<PickledTuple>(dictionary.Find("c")).Items);
        Assert.Null(dictionary.Find("d"));
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'echo'\ntR.", "global", "os.system")]
    [InlineData("\u008c\u0008builtins\u008c\u0004eval\u0093.", "global", "builtins.eval")]
    [InlineData("cnumpy\nload\n.", "global", "numpy.load")]
    [InlineData("(ios\nsystem\n.", "instruction at byte 1", "INST")]
    [InlineData("N)\u0081.", "instruction at byte 2", "NEWOBJ")]
    [InlineData("Pid\n.", "instruction at byte 0", "PERSID")]
    [InlineData("?", "instruction at byte 0", "0x3f")]
    [InlineData("cnumpy\ndtype\n(tR.", "call", "numpy.dtype with other arguments")]
    [InlineData("c_codecs\nencode\n(Va\nVrot13\ntR.", "call", "_codecs.encode with other arguments")]
    [InlineData("K\u0001)R.", "call", "a whole number")]
    [InlineData("]}b.", "state", "that of a list")]
    public void What_would_be_run_is_refused_by_name(string pickle, string field, string found)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read(pickle));

        Assert.Equal((_folder["x"], field, found), (fault.File, fault.Field, fault.Found));
        Assert.Contains("a pickle is read and never run", fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "bytes from 0", "0 (truncated)")]
    [InlineData("I5", "line at byte 1", "no end (truncated)")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffab.", "bytes from 5", "3 (truncated)")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffab.", "bytes from 9", "3 (truncated)")]
    [InlineData("\u0080\u0005N.", "protocol", "5")]
    [InlineData(".", "instruction before byte 1", "an empty stack")]
    [InlineData("K\u0001\u0086.", "instruction before byte 3", "1 values on the stack")]
    [InlineData("e.", "instruction before byte 1", "no mark")]
    [InlineData("h\u0003.", "instruction before byte 2", "no value 3")]
    [InlineData("NNa.", "instruction before byte 3", "None")]
    [InlineData("}(Nu.", "instruction before byte 4", "1 keys and values")]
    [InlineData("L99999999999999999999L\n.", "instruction before byte 23", "'99999999999999999999'")]
    [InlineData("\u008a\u0009123456789.", "instruction before byte 11", "a number of 9 bytes")]
    [InlineData("Sopen\n.", "text", "open")]
    public void Damage_is_refused_where_it_is(string pickle, string field, string found)
    {
        var fault = Assert.Throws<DataFormatException>(() => Read(pickle));

        Assert.Equal((_folder["x"], field, found), (fault.File, fault.Field, fault.Found));
    }

    [Fact]
    public void A_small_file_asks_for_no_more_than_its_length()
    {
        var text = new string('a', 10_000);
        var encode = $"c_codecs\nencode\nq\u00010(V{text}\nVlatin1\ntq\u00020" + string.Concat(Enumerable.Repeat("h\u0001h\u0002R0", 500));

        Assert.Equal("bytes", Assert.Throws<DataFormatException>(() => Read(encode + "N.")).Field);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('N')]
    [InlineData(']')]
    public void There_are_so_many_values_and_no_more(char value)
    {
        var path = _folder.Write("x", [.. Enumerable.Repeat((byte)value, PickleReader.MostValues + 1)]);

        Assert.Equal("values", Assert.Throws<DataFormatException>(() => PickleReader.Read(path)).Field);
    }

    [Fact]
    public void A_list_may_hold_itself() => Assert.IsType<List<object?>>(Read("]q\u0001h\u0001a."));

    private object? Read(string pickle) => PickleReader.Read(_folder.Write("x", Encoding.Latin1.GetBytes(pickle)));
}
