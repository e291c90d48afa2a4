using System.Globalization;
using System.Runtime.InteropServices;
using Overtone.Files;

namespace Overtone.Models.Onnx;

/// <summary>Reads weights that an ONNX model keeps in a file beside it.</summary>
internal static class OnnxExternalTensor
{
    /// <summary>Reads a tensor of float32.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="entries">Where the tensor lies: <c>location</c>, a file in the folder, and if not the whole of it <c>offset</c> and
    /// <c>length</c>.</param>
    /// <param name="count">Numbers of the tensor.</param>
    /// <returns>The numbers; null if the file is not in the folder, or does not hold so many there.</returns>
    internal static float[]? Read(string folder, IReadOnlyDictionary<string, string> entries, long count)
    {
        float[] values = new float[count];
        return Fill(MemoryMarshal.AsBytes(values.AsSpan()), folder, entries) ? values : null;
    }

    /// <summary>Reads the bytes of a tensor of any type.</summary>
    /// <param name="bytes">Filled whole or not at all.</param>
    /// <param name="folder">The model's folder.</param>
    /// <param name="entries">Where the tensor lies, as for <see cref="Read"/>.</param>
    /// <returns>Whether the file is in the folder and holds so many bytes there.</returns>
    internal static bool Fill(Span<byte> bytes, string folder, IReadOnlyDictionary<string, string> entries)
    {
        string root = Path.GetFullPath(folder), file = Path.GetFullPath(Path.Combine(root, entries.GetValueOrDefault("location", "")));
        if (!RealPath.IsInside(file, root) || !File.Exists(file))
            return false;
        using FileStream stream = File.OpenRead(file);
        long offset = Number(entries, "offset") ?? 0, length = Number(entries, "length") ?? stream.Length - offset;
        if (offset < 0 || length != bytes.Length || offset > stream.Length - length)
            return false;
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return true;
    }

    // What is there but no number is no place in a file.
    private static long? Number(IReadOnlyDictionary<string, string> entries, string key) => !entries.TryGetValue(key, out string? text)
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
}
