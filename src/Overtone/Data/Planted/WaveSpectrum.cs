using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Overtone.Data.Planted;

/// <summary>
/// The waves of one N×N plane, by the cosine and sine of their phases times their amplitudes, and the plane that is their sum. On plain
/// arrays and in one order of additions, so that the sum does not depend on how many planes are made together, or on the machine.
/// </summary>
internal sealed class WaveSpectrum
{
    private readonly WaveTables _tables;
    private readonly Vector256<float>[] _cosines, _sines, _rowCosines, _rowSines, _plane;

    internal WaveSpectrum(WaveTables tables)
    {
        _tables = tables;
        (_cosines, _sines) = (Vectors(tables.Size * tables.ColumnVectors), Vectors(tables.Size * tables.ColumnVectors));
        (_rowCosines, _rowSines) = (Vectors(tables.ColumnVectors), Vectors(tables.ColumnVectors));
        _plane = Vectors(tables.Size * tables.PixelVectors);
    }

    /// <summary>Of the plane that <see cref="Sum"/> made, one row.</summary>
    internal ReadOnlySpan<float> Row(int row) =>
        Numbers(_plane.AsSpan(row * _tables.PixelVectors, _tables.PixelVectors))[.._tables.Size];

    internal void Clear()
    {
        Array.Clear(_cosines);
        Array.Clear(_sines);
    }

    /// <summary>Adds amplitude · cos(2π k·x/N + phase).</summary>
    /// <param name="position">The wave's place: <see cref="WaveTables.PositionOf"/>.</param>
    /// <param name="cosine">The amplitude times the phase's cosine.</param>
    /// <param name="sine">The amplitude times the phase's sine.</param>
    internal void Add(int position, float cosine, float sine)
    {
        Numbers(_cosines)[position] += cosine;
        Numbers(_sines)[position] += sine;
    }

    /// <summary>Sums the waves: for each row first over the frequencies from top to bottom, then along the row.</summary>
    internal void Sum()
    {
        for (var row = 0; row < _tables.Size; row++)
        {
            SumFrequencies(row);
            SumWaves(_plane.AsSpan(row * _tables.PixelVectors, _tables.PixelVectors));
        }
    }

    // Vectors in code that is not yet optimised are slow, and a set is made before it would be.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumFrequencies(int row)
    {
        var stride = _tables.ColumnVectors;
        for (var column = 0; column < stride; column++)
        {
            Vector256<float> cosines = default, sines = default;
            for (int frequency = 0, angle = 0; frequency < _tables.Size; frequency++)
            {
                var (cosine, sine) = _tables.Turn[angle];
                Vector256<float> real = _cosines[(frequency * stride) + column], imaginary = _sines[(frequency * stride) + column];
                cosines += (real * cosine) - (imaginary * sine);
                sines += (real * sine) + (imaginary * cosine);
                angle += row;
                angle -= angle < _tables.Size ? 0 : _tables.Size;
            }

            (_rowCosines[column], _rowSines[column]) = (cosines, sines);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumWaves(Span<Vector256<float>> pixels)
    {
        ReadOnlySpan<float> cosines = Numbers(_rowCosines), sines = Numbers(_rowSines);
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            Vector256<float> sum = default;
            for (int frequency = 0, place = pixel; frequency < _tables.Columns; frequency++, place += pixels.Length)
            {
                sum += (_tables.CosinesAcross[place] * cosines[frequency]) - (_tables.SinesAcross[place] * sines[frequency]);
            }

            pixels[pixel] = sum;
        }
    }

    private static Vector256<float>[] Vectors(int count) => new Vector256<float>[count];

    private static Span<float> Numbers(Span<Vector256<float>> vectors) => MemoryMarshal.Cast<Vector256<float>, float>(vectors);
}
