using System.Runtime.InteropServices;

namespace Overtone.Data.Planted;

/// <summary>A plane wave of an N×N image: the cosine of one frequency, which stands for that frequency and its negative.</summary>
/// <param name="Row">Cycles per image from top to bottom, from −N/2 to N/2.</param>
/// <param name="Column">Cycles per image from left to right, from 0 to N/2.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Wave(int Row, int Column)
{
    /// <summary>The distance from zero frequency, in cycles per image.</summary>
    internal double Radius => Math.Sqrt((Row * Row) + (Column * Column));

    /// <summary>The direction in which it waves, in [0, π): that of its negative is the same.</summary>
    internal double Angle => Math.Atan2(Row, Column) + (Row < 0 ? Math.PI : 0);

    /// <summary>Every wave once but zero frequency.</summary>
    internal static IEnumerable<Wave> All(int size) =>
        from row in Enumerable.Range(-((size - 1) / 2), size)
        from column in Enumerable.Range(0, (size / 2) + 1)
        let wave = new Wave(row, column)
        where !wave.IsZero && !wave.IsRepeated(size)
        select wave;

    /// <summary>Whether the frequency is its own negative, as the Nyquist frequency is: then the wave has a sign, and no phase.</summary>
    internal bool IsItsOwnNegative(int size) => 2 * Row % size == 0 && 2 * Column % size == 0;

    private bool IsZero => Row == 0 && Column == 0;

    // In the first column, and in the last of an even size, the negative of a frequency lies in the same column.
    private bool IsRepeated(int size) => 2 * Column % size == 0 && Row < 0;
}
