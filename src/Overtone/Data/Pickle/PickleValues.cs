namespace Overtone.Data.Pickle;

/// <summary>A name in a pickle that stands for something of Python's: one of the few that are understood.</summary>
internal sealed record PickledName(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>A tuple.</summary>
internal sealed record PickledTuple(object?[] Items);

/// <summary>A dictionary's keys and values, in the order they were written; keys may be repeated, the last one counts.</summary>
internal sealed class PickledDictionary
{
    internal List<(object? Key, object? Value)> Entries { get; } = [];

    /// <summary>The value of a text key; null if there is none.</summary>
    internal object? Find(string key) => Entries.FindLast(entry => PickleReader.TextOf(entry.Key) == key).Value;
}

/// <summary>numpy's type of numbers: its code without the byte order, for example <c>u1</c>.</summary>
internal sealed class PickledType(string code)
{
    internal string Code { get; } = code;

    internal bool IsBigEndian { get; set; }

    public override string ToString() => (IsBigEndian ? ">" : "") + Code;
}

/// <summary>A numpy array; empty until its state is set.</summary>
internal sealed class PickledArray
{
    internal IReadOnlyList<long> Shape { get; set; } = [0];

    internal PickledType? Type { get; set; }

    internal bool IsFortran { get; set; }

    internal ReadOnlyMemory<byte> Data { get; set; }
}
