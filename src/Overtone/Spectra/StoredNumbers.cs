using System.Runtime.InteropServices;

namespace Overtone.Spectra;

/// <summary>Runs of numbers in a stream: their count, then the numbers.</summary>
internal static class StoredNumbers
{
    public static void Write(BinaryWriter writer, double[] numbers)
    {
        writer.Write(numbers.Length);
        writer.Write(MemoryMarshal.AsBytes<double>(numbers));
    }

    public static double[] Read(BinaryReader reader)
    {
        var numbers = new double[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
