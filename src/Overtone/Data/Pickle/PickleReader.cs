using System.Globalization;
using System.Text;

namespace Overtone.Data.Pickle;

/// <summary>
/// Reads pickles of protocols 0 to 4 without running them: a pickle is a small program, and of its instructions only those are carried
/// out that make numbers, text, bytes, lists, tuples, dictionaries and numpy arrays.
/// </summary>
/// <remarks>
/// Values are null, bool, long, double, string, <see cref="ReadOnlyMemory{T}"/> of bytes (also what Python 2 called text), List of values,
/// and the types beside this one. A value takes memory of its own, so their number is limited.
/// Source: the instructions of Python's pickletools.
/// </remarks>
internal sealed class PickleReader
{
    /// <summary>The most values that one file may make; CIFAR-100 has 150,000.</summary>
    internal const int MostValues = 4_000_000;

    private const string Intact = "an intact pickle";

    private readonly string _file;
    private readonly PickleBytes _bytes;
    private readonly PickleGlobals _globals;
    private readonly Stack<List<object?>> _outer = new();
    private readonly Dictionary<int, object?> _memo = [];
    private List<object?> _stack = [];
    private int _values;

    private PickleReader(byte[] bytes, string file) =>
        (_file, _bytes, _globals) = (file, new PickleBytes(bytes, file), new PickleGlobals(file, bytes.Length));

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or holds anything else than such values.</exception>
    internal static object? Read(string path) => DataFile.Guard(path, Intact, () =>
    {
        using var stream = DataFile.Open(path);
        return new PickleReader(DataFile.ReadExactly(stream, stream.Length, path, "content"), path).Run();
    });

    /// <summary>Text, of either version of Python; null for anything else.</summary>
    internal static string? TextOf(object? value) => value switch
    {
        string text => text,
        ReadOnlyMemory<byte> { Length: < 1 << 12 } bytes => Encoding.Latin1.GetString(bytes.Span),
        _ => null,
    };

    internal static string Describe(object? value) => value switch
    {
        null => "None",
        bool => "True or False",
        long => "a whole number",
        double => "a floating-point number",
        string => "text",
        ReadOnlyMemory<byte> => "bytes",
        List<object?> => "a list",
        PickledTuple => "a tuple",
        PickledDictionary => "a dictionary",
        PickledArray => "a numpy array",
        _ => $"{value}",
    };

    private object? Run()
    {
        while (true)
        {
            var start = _bytes.Position;
            var code = _bytes.Byte();
            if (code == '.')
            {
                return Pop();
            }

            if (!Literal(code) && !Container(code) && !Memo(code) && !Other(code))
            {
                throw _globals.Fault($"instruction at byte {start}", PickleInstructions.NameOf(code));
            }
        }
    }

    private bool Literal(byte code)
    {
        switch ((char)code)
        {
            case 'N': Push(null); break;
            case 'I': Push(Truth(Ascii(_bytes.Line()))); break;
            case 'L': Push(Whole(Ascii(_bytes.Line()).TrimEnd('L'))); break;
            case 'F': Push(Fraction(Ascii(_bytes.Line()))); break;
            case 'J': Push((long)_bytes.Int32()); break;
            case 'K': Push((long)_bytes.Byte()); break;
            case 'M': Push((long)_bytes.UInt16()); break;
            case 'G': Push(_bytes.Double()); break;
            case 'S': Push(PickleText.Quoted(_bytes.Line(), _file)); break;
            case 'V': Push(PickleText.Escaped(_bytes.Line())); break;
            case 'T' or 'B': Push(_bytes.Counted32()); break;
            case 'U' or 'C': Push(_bytes.Counted8()); break;
            case '\x8e': Push(_bytes.Counted64()); break;
            case 'X': Push(Utf8(_bytes.Counted32())); break;
            case '\x8c': Push(Utf8(_bytes.Counted8())); break;
            case '\x8d': Push(Utf8(_bytes.Counted64())); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case '\x8a': Push(Whole(_bytes.Counted8().Span)); break;
            case '\x8b': Push(Whole(_bytes.Counted32().Span)); break;
            default: return false;
        }

        return true;
    }

    private bool Container(byte code)
    {
        switch ((char)code)
        {
            case ']': Push(new List<object?>()); break;
            case ')': Push(new PickledTuple([])); break;
            case '}': Push(new PickledDictionary()); break;
            case 'l': Push(PopMarked()); break;
            case 't': Push(new PickledTuple([.. PopMarked()])); break;
            case 'd': Push(Filled(new PickledDictionary(), PopMarked())); break;
            case '\x85' or '\x86' or '\x87': Push(new PickledTuple(Pop(code - 0x84))); break;
            case 'a': Append([Pop()]); break;
            case 'e': Append(PopMarked()); break;
            case 's': SetItems([.. Pop(2)]); break;
            case 'u': SetItems(PopMarked()); break;
            default: return false;
        }

        return true;
    }

    private bool Memo(byte code)
    {
        switch ((char)code)
        {
            case 'p': Remember(Number(_bytes.Line())); break;
            case 'q': Remember(_bytes.Byte()); break;
            case 'r': Remember(_bytes.Int32()); break;
            case '\x94': Remember(_memo.Count); break;
            case 'g': Recall(Number(_bytes.Line())); break;
            case 'h': Recall(_bytes.Byte()); break;
            case 'j': Recall(_bytes.Int32()); break;
            default: return false;
        }

        return true;
    }

    private bool Other(byte code)
    {
        switch ((char)code)
        {
            case '\x80' when _bytes.Byte() is var protocol:
                _ = protocol <= 4 ? protocol : throw new DataFormatException(
                    _file, "protocol", $"{protocol}", "0 to 4 (save with pickle.dump(..., protocol=4))");
                break;
            // The length of what follows, which helps a reader of streams.
            case '\x95': _bytes.Counted(8); break;
            case '(':
                Count();
                _outer.Push(_stack);
                _stack = [];
                break;
            case '0': Pop(); break;
            case '1': PopMarked(); break;
            case '2': Push(Top()); break;
            case 'c':
                var module = Ascii(_bytes.Line());
                Push(_globals.Require(module, Ascii(_bytes.Line())));
                break;
            case '\x93' when Pop(2) is var names:
                Push(_globals.Require(TextOf(names[0]) ?? "?", TextOf(names[1]) ?? "?"));
                break;
            case 'R' when Pop(2) is var call: Push(_globals.Call(call[0], call[1])); break;
            case 'b' when Pop() is var state: _globals.Build(Top(), state); break;
            default: return false;
        }

        return true;
    }

    private void Push(object? value)
    {
        Count();
        _stack.Add(value);
    }

    private void Count()
    {
        if (++_values > MostValues)
        {
            throw new DataFormatException(_file, "values", $"more than {MostValues:N0}", $"at most {MostValues:N0} (save the arrays with "
                + "numpy.savez)");
        }
    }

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw Damaged("an empty stack", "a value on it");

    private object? Pop()
    {
        var top = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] Pop(int count)
    {
        if (_stack.Count < count)
        {
            throw Damaged($"{_stack.Count} values on the stack", $"{count}");
        }

        object?[] popped = [.. _stack.TakeLast(count)];
        _stack.RemoveRange(_stack.Count - count, count);
        return popped;
    }

    private List<object?> PopMarked()
    {
        var marked = _stack;
        _stack = _outer.TryPop(out var outer) ? outer : throw Damaged("no mark", "a mark before the items");
        return marked;
    }

    private void Append(List<object?> items)
    {
        if (Top() is not List<object?> list)
        {
            throw Damaged(Describe(Top()), "a list to append to");
        }

        list.AddRange(items);
    }

    private void SetItems(List<object?> items)
    {
        if (Top() is not PickledDictionary dictionary)
        {
            throw Damaged(Describe(Top()), "a dictionary to fill");
        }

        Filled(dictionary, items);
    }

    private PickledDictionary Filled(PickledDictionary dictionary, List<object?> items)
    {
        if (items.Count % 2 != 0)
        {
            throw Damaged($"{items.Count} keys and values", "as many keys as values");
        }

        for (var index = 0; index < items.Count; index += 2)
        {
            dictionary.Entries.Add((items[index], items[index + 1]));
        }

        return dictionary;
    }

    private void Remember(int place)
    {
        Count();
        _memo[place] = Top();
    }

    private void Recall(int place) =>
        Push(_memo.TryGetValue(place, out var known) ? known : throw Damaged($"no value {place}", "one that was stored"));

    private static string Ascii(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).TrimEnd('\r');

    private static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private object Truth(string text) => text switch { "00" => false, "01" => true, _ => Whole(text) };

    private int Number(ReadOnlySpan<byte> line) => (int)Math.Clamp(Whole(Ascii(line)), int.MinValue, int.MaxValue);

    private long Whole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Damaged($"'{text}'", "a whole number of at most 64 bits");

    private long Whole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            throw Damaged($"a number of {bytes.Length} bytes", "at most 8");
        }

        long number = bytes is [.., >= 0x80] ? -1 : 0;
        for (var index = bytes.Length - 1; index >= 0; index--)
        {
            number = (number << 8) | bytes[index];
        }

        return number;
    }

    private double Fraction(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Damaged($"'{text}'", "a number");

    private DataFormatException Damaged(string found, string expected) =>
        new(_file, $"instruction before byte {_bytes.Position}", found, expected);
}
