using Overtone.Theory.LinearFrequencyPrinciple;

namespace Overtone.Tests.Theory.LinearFrequencyPrinciple;

public class TanhFrequencyWeightTests
{
    [Theory]
    [InlineData(1, 0.02, 1)]
    [InlineData(1, 0.3, 2)]
    [InlineData(3, 0.5, 4)]
    public void One_neuron_has_the_spectrum_of_its_two_gradients(int dimension, double frequency, double norm)
    {
        // Breakpoints everywhere: the output weight moves tanh(r z), the bias a tanh'(r z); squared magnitudes of their transforms, times r for
        // the density of breakpoints of evenly spread biases. Directions spread the line's spectrum over a sphere.
        const double Output = 1.7;
        var slope = SechSquared(frequency / norm);
        var ramp = slope / (2 * Math.PI * frequency / norm);
        var expected = ((ramp * ramp) + (Output * Output * slope * slope)) / norm / Math.Pow(frequency, dimension - 1);
        var found = new TanhFrequencyWeight(dimension, [(norm, Output)]).At(frequency);
        Assert.Equal(expected, found, 1e-9 * expected);
        Assert.True(Math.Abs((Printed(dimension, frequency, norm, Output) / expected) - 1) > 0.1, "π|ξ|/r for the argument");
    }

    [Fact]
    public void Neurons_are_averaged_and_dead_ones_learn_nothing()
    {
        double One(double norm) => new TanhFrequencyWeight(1, [(norm, 1)]).At(0.4);
        Assert.Equal((One(1) + One(2)) / 3, new TanhFrequencyWeight(1, [(1, 1), (2, 1), (0, 1)]).At(0.4), 1e-12 * One(2));
    }

    [Fact]
    public void High_frequencies_underflow_to_zero() => Assert.Equal(0, new TanhFrequencyWeight(1, [(0.01, 1)]).At(5));

    [Fact]
    public void The_sum_over_integers_is_the_plain_sum()
    {
        var weight = new TanhFrequencyWeight(1, [(3, 0.5), (8, 2)]);
        Assert.Equal(2 * Enumerable.Range(1, 200).Sum(k => weight.At(k)), weight.SumOverIntegers(), 1e-12 * weight.SumOverIntegers());
    }

    [Fact]
    public void No_neuron_or_a_negative_norm_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TanhFrequencyWeight(1, []));
        Assert.Throws<ArgumentException>(() => new TanhFrequencyWeight(1, [(-1, 1)]));
    }

    // ∫ sech²(x) cos(2πξx) dx; the trapezoidal rule converges exponentially.
    private static double SechSquared(double frequency)
    {
        const double Step = 0.02;
        return Step * Enumerable.Range(-1500, 3001).Sum(n => Math.Cos(2 * Math.PI * frequency * n * Step) / Math.Pow(Math.Cosh(n * Step), 2));
    }

    private static double Printed(int dimension, double frequency, double norm, double output)
    {
        var sinh = Math.Sinh(Math.PI * frequency / norm);
        return ((Math.PI * Math.PI / norm) + (4 * Math.Pow(Math.PI, 4) * output * output * frequency * frequency / Math.Pow(norm, 3)))
            / (sinh * sinh) / Math.Pow(frequency, dimension - 1);
    }
}
