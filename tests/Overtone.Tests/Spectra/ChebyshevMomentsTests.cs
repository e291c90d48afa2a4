using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class ChebyshevMomentsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(256, 4)]
    [InlineData(700, 11)]
    public void They_are_sums_of_products_with_cosines_of_multiples(int count, int outputs)
    {
        const int terms = 12;
        double[] positions = [.. Draw.Uniform(1, count).Numbers().Select(u => (2 * u) - 1)],
            values = Draw.Normal(2, 2 * count, outputs).Numbers();
        // Every second row, from the last one on.
        int[] rows = [.. Enumerable.Range(0, count).Select(n => (2 * (count - n)) - 1)];
        var moments = new double[terms * outputs];
        moments[^1] = 100;
        new ChebyshevMoments(terms, outputs).Add(positions, rows, values, moments);
        for (var term = 0; term < terms; term++)
        {
            for (var output = 0; output < outputs; output++)
            {
                var expected = positions.Select((t, n) => Math.Cos(term * Math.Acos(t)) * values[(rows[n] * outputs) + output]).Sum();
                var before = term == terms - 1 && output == outputs - 1 ? 100 : 0;
                Assert.Equal(before + expected, moments[(term * outputs) + output], 1e-10);
            }
        }
    }
}
