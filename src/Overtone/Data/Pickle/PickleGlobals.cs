using System.Text;

namespace Overtone.Data.Pickle;

/// <summary>
/// The few things of Python's that a pickle may name, and what is made of them here: numpy's arrays and their types, and bytes as
/// protocols before the third write them.
/// </summary>
internal sealed class PickleGlobals(string file, long fileLength)
{
    private const string Expected = "numbers, text, lists, tuples, dictionaries and numpy arrays: a pickle is read and never run "
        + "(save the arrays with numpy.savez)";

    private static readonly PickledName Array = new("numpy", "ndarray"), Type = new("numpy", "dtype"), Encode = new("_codecs", "encode");
    private static readonly PickledName[] Reconstruct =
        [new("numpy.core.multiarray", "_reconstruct"), new("numpy._core.multiarray", "_reconstruct")];
    private static readonly PickledName[] Known = [Array, Type, Encode, .. Reconstruct];

    // The same text may be encoded again and again, by a few bytes of the file each time.
    private long _encoded;

    /// <summary>The name, if it is one of the few.</summary>
    /// <exception cref="DataFormatException">It is any other.</exception>
    internal PickledName Require(string module, string name)
    {
        var wanted = new PickledName(module, name);
        return Known.Contains(wanted) ? wanted : throw Fault("global", wanted.ToString());
    }

    /// <summary>What calling a name with arguments makes.</summary>
    internal object Call(object? called, object? arguments)
    {
        var items = (arguments as PickledTuple)?.Items ?? [];
        return called switch
        {
            PickledName name when Reconstruct.Contains(name) && items is [PickledName first, ..] && first == Array => new PickledArray(),
            PickledName name when name == Type && items is [var code, ..] && PickleReader.TextOf(code) is { } text => TypeOf(text),
            PickledName name when name == Encode && items is [string text, .. var rest]
                && rest is [] or [string and ("latin1" or "latin-1" or "iso-8859-1")] => Encoded(text),
            _ => throw Fault("call", called is PickledName name ? $"{name} with other arguments" : PickleReader.Describe(called)),
        };
    }

    /// <summary>Sets the state of an array or a type.</summary>
    internal void Build(object? target, object? state)
    {
        switch (target, (state as PickledTuple)?.Items)
        {
            case (PickledArray array, [_, PickledTuple shape, PickledType type, var isFortran, var data]):
                array.Shape = [.. shape.Items.Select(size => size as long? ?? throw Fault("shape", PickleReader.Describe(size)))];
                array.Type = type;
                array.IsFortran = isFortran is true or not (false or 0L);
                array.Data = data switch
                {
                    ReadOnlyMemory<byte> bytes => bytes,
                    string text => Encoded(text),
                    _ => throw Fault("content of an array", PickleReader.Describe(data)),
                };
                break;
            case (PickledType type, [_, var order, ..]):
                type.IsBigEndian = PickleReader.TextOf(order) == ">";
                break;
            default:
                throw Fault("state", $"that of {PickleReader.Describe(target)}");
        }
    }

    internal DataFormatException Fault(string field, string found) => new(file, field, found, Expected);

    private static PickledType TypeOf(string text) => text is ['>', ..]
        ? new PickledType(text[1..]) { IsBigEndian = true }
        : new PickledType(text.TrimStart('<', '|', '='));

    private ReadOnlyMemory<byte> Encoded(string text)
    {
        _encoded += text.Length;
        if (_encoded > fileLength)
        {
            throw new DataFormatException(file, "bytes", $"more than {fileLength:N0}", "no more than the file has");
        }

        return Encoding.Latin1.GetBytes(text);
    }
}
