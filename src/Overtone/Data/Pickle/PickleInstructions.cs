using System.Globalization;

namespace Overtone.Data.Pickle;

/// <summary>What Python calls the instructions that are not carried out.</summary>
internal static class PickleInstructions
{
    private static readonly Dictionary<byte, string> Names = new()
    {
        [(byte)'P'] = "PERSID",
        [(byte)'Q'] = "BINPERSID",
        [(byte)'i'] = "INST",
        [(byte)'o'] = "OBJ",
        [0x81] = "NEWOBJ",
        [0x82] = "EXT1",
        [0x83] = "EXT2",
        [0x84] = "EXT4",
        [0x8F] = "EMPTY_SET",
        [0x90] = "ADDITEMS",
        [0x91] = "FROZENSET",
        [0x92] = "NEWOBJ_EX",
        [0x96] = "BYTEARRAY8",
        [0x97] = "NEXT_BUFFER",
        [0x98] = "READONLY_BUFFER",
    };

    /// <summary>Its name, or its number.</summary>
    internal static string NameOf(byte code) =>
        Names.TryGetValue(code, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"0x{code:x2}");
}
