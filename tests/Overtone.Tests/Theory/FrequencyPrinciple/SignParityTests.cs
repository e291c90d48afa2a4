using System.Numerics;
using Overtone.Spectra;
using Overtone.Theory.FrequencyPrinciple;
using static TorchSharp.torch;

namespace Overtone.Tests.Theory.FrequencyPrinciple;

public class SignParityTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void All_signs_are_there_once(int dimension)
    {
        using var signs = SignParity.AllSigns(dimension);
        Assert.Equal([1L << dimension, dimension], signs.shape);
        float[][] rows = [.. signs.data<float>().ToArray().Chunk(dimension)];
        Assert.All(rows, row => Assert.All(row, sign => Assert.True(sign is 1 or -1)));
        Assert.Distinct(rows.Select(row => string.Join(',', row)));
    }

    [Fact]
    public void Parity_over_all_inputs_has_its_closed_form_with_its_phase()
    {
        const int Dimension = 5;
        using var scope = NewDisposeScope();
        var signs = SignParity.AllSigns(Dimension);
        double[] grid = [0, 0.03, 0.1, 0.2, 0.25];
        using var transform = new NonuniformFourierTransform(signs.sum(1), grid);
        var found = transform.Transform(SignParity.Of(signs));
        for (var k = 0; k < grid.Length; k++)
        {
            var expected = Complex.Pow(new Complex(0, -Math.Sin(2 * Math.PI * grid[k])), Dimension);
            Assert.InRange(Complex.Abs(found[k, 0] - expected), 0, 1e-12);
            Assert.Equal(expected.Magnitude, SignParity.Amplitude(Dimension, grid[k]), 1e-12);
        }
    }
}
