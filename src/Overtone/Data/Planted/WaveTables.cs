using System.Runtime.Intrinsics;

namespace Overtone.Data.Planted;

/// <summary>Cosines and sines of the waves of an N×N plane, in rows that whole vectors fill.</summary>
internal sealed class WaveTables
{
    internal WaveTables(int size)
    {
        (Size, Columns) = (size, (size / 2) + 1);
        (ColumnVectors, PixelVectors) = (Vectors(Columns), Vectors(size));
        var angles = Enumerable.Range(0, size).Select(step => 2 * Math.PI * step / size);
        Turn = [.. angles.Select(angle => ((float)Math.Cos(angle), (float)Math.Sin(angle)))];
        (CosinesAcross, SinesAcross) = (Across(turn => turn.Cosine), Across(turn => turn.Sine));
    }

    /// <summary>Pixels of a side.</summary>
    internal int Size { get; }

    /// <summary>Frequencies from left to right: 0 to N/2.</summary>
    internal int Columns { get; }

    /// <summary>Vectors in a row of frequencies.</summary>
    internal int ColumnVectors { get; }

    /// <summary>Vectors in a row of pixels.</summary>
    internal int PixelVectors { get; }

    /// <summary>Of the angles 2π n/N.</summary>
    internal (float Cosine, float Sine)[] Turn { get; }

    /// <summary>Of the angles 2π k x/N: [frequencies k, pixels x].</summary>
    internal Vector256<float>[] CosinesAcross { get; }

    /// <summary>As <see cref="CosinesAcross"/>.</summary>
    internal Vector256<float>[] SinesAcross { get; }

    /// <summary>Where a spectrum has its numbers for a wave.</summary>
    internal int PositionOf(Wave wave) => ((wave.Row + Size) % Size * ColumnVectors * Vector256<float>.Count) + wave.Column;

    private Vector256<float>[] Across(Func<(float Cosine, float Sine), float> choose) =>
    [
        .. from frequency in Enumerable.Range(0, Columns)
           from pixel in Enumerable.Range(0, PixelVectors).Select(vector => vector * Vector256<float>.Count)
           let lanes = Enumerable.Range(pixel, Vector256<float>.Count)
           select Vector256.Create<float>([.. lanes.Select(x => choose(Turn[(int)((long)frequency * x % Size)]))]),
    ];

    private static int Vectors(int numbers) => (numbers + Vector256<float>.Count - 1) / Vector256<float>.Count;
}
