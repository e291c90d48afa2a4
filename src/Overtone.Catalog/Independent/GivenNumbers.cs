using System.Numerics;
using static TorchSharp.torch;

namespace Overtone.Catalog.Independent;

/// <summary>Numbers that both sides of an independent computation are given, and the forms that they pass in.</summary>
internal static class GivenNumbers
{
    /// <summary>Normal numbers, always the same ones for a name.</summary>
    public static double[] Normal(string name, int count)
    {
        using var scope = NewDisposeScope();
        using Generator generator = RandomStreams.Create(0, name);
        return empty(count, dtype: float64).normal_(0, 1, generator).data<double>().ToArray();
    }

    /// <summary>The same in rows.</summary>
    public static double[][] Normal(string name, int rows, int columns) => [.. Normal(name, rows * columns).Chunk(columns)];

    /// <summary>Rows as a float64 tensor, in the caller's dispose scope.</summary>
    public static Tensor Matrix(double[][] rows) =>
        tensor((double[])[.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length], dtype: float64);

    /// <summary>Rows as an array of two dimensions.</summary>
    public static double[,] Array(double[][] rows)
    {
        var array = new double[rows.Length, rows[0].Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[0].Length; column++)
                array[row, column] = rows[row][column];
        }

        return array;
    }

    /// <summary>All numbers of a tensor, row by row, as float64.</summary>
    public static double[] All(Tensor values) => values.to_type(ScalarType.Float64).contiguous().cpu().data<double>().ToArray();

    /// <summary>All numbers of an array, row by row.</summary>
    public static double[] All(double[,] values) => [.. values.Cast<double>()];

    /// <summary>The real parts, then the imaginary parts.</summary>
    public static double[] Parts(IEnumerable<Complex> values) =>
        [.. values.Select(value => value.Real), .. values.Select(value => value.Imaginary)];

    /// <summary>The work's numbers; its tensors are freed.</summary>
    public static Func<IReadOnlyList<double>> Of(Func<IReadOnlyList<double>> work) => () =>
    {
        using var scope = NewDisposeScope();
        return work();
    };
}
