using System.Numerics;
using Overtone.Spectra;

namespace Overtone.Tests.Spectra;

public class LineSpectrumTests
{
    private static readonly double[] Points = [.. Draw.Normal(1, 400).Numbers()];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Errors_are_those_of_the_definition(int outputs)
    {
        double[] targets = Draw.Normal(2, 400, outputs).Numbers(), learned = Draw.Normal(3, 400, outputs).Numbers(),
            frequencies = [0, 0.3, 1.7];
        var line = new LineSpectrum(Points, frequencies, targets);
        Assert.Equal(outputs, line.Outputs);
        var errors = Errors(line, learned);
        for (var k = 0; k < frequencies.Length; k++)
        {
            Complex[] wanted = Coefficients(targets, outputs, frequencies[k]), now = Coefficients(learned, outputs, frequencies[k]);
            var size = Norm(wanted.Select(c => c.Magnitude));
            Assert.Equal(frequencies[k], errors[k].Frequency);
            Assert.Equal(size, line.Amplitudes[k], 1e-12);
            Assert.Equal(Norm(now.Select(c => c.Magnitude)), errors[k].Amplitude, 1e-12);
            Assert.Equal(Norm(now.Zip(wanted, (a, b) => (a - b).Magnitude)) / size, errors[k].Error!.Value, 1e-9);
            Assert.Equal(
                Norm(now.Zip(wanted, (a, b) => a.Magnitude - b.Magnitude)) / (size + 1e-5), errors[k].MagnitudeError!.Value, 1e-9);
        }
    }

    [Fact]
    public void There_is_no_relative_error_where_the_targets_have_nothing()
    {
        double[] points = [.. Enumerable.Range(0, 64).Select(n => n / 64.0)];
        var line = new LineSpectrum(points, [2, 3], [.. points.Select(x => Math.Cos(4 * Math.PI * x))]);
        var errors = Errors(line, [.. points.Select(x => Math.Cos(6 * Math.PI * x))]);
        Assert.Equal(1, errors[0].Error!.Value, 1e-9);
        Assert.Equal((null, null), (errors[1].Error, errors[1].MagnitudeError));
        Assert.Equal(0.5, errors[1].Amplitude, 1e-9);
        Assert.InRange(line.VanishingAmplitude, 1e-13, 1e-12);
    }

    [Fact]
    public void What_is_watched_rises_above_the_noise_as_long_as_two_frequencies_do()
    {
        double[] points = [.. Enumerable.Range(0, 64).Select(n => n / 64.0)];
        double[] targets = [.. points.Select(x =>
            Math.Cos(2 * Math.PI * x) + (0.5 * Math.Cos(6 * Math.PI * x)) + (0.01 * Math.Cos(4 * Math.PI * x)))];
        var line = new LineSpectrum(points, [0, 1, 2, 3, 4], targets);
        Assert.Equal([1, 3], line.Watch(floor: 0.1, fewest: 2, most: 12));
        // Places spread from 0 to 3, where a constant is missing and one frequency is noise.
        Assert.Equal([1, 3], line.Watch(floor: 0.1, fewest: 4, most: 12));
        // Nothing is heard: what is left is all that does not vanish.
        Assert.Empty(line.Watch(floor: 1, fewest: 2, most: 12));
    }

    [Fact]
    public void Spectra_that_were_kept_give_the_same_errors()
    {
        double[] targets = Draw.Normal(2, 400, 2).Numbers(), learned = Draw.Normal(3, 400, 2).Numbers();
        LineSpectrum first = new(Points, [0.1, 2], targets), second = new([.. Points.Select(x => 2 * x)], [0.5], targets);
        using var stream = new MemoryStream();
        LineSpectrum.Write(stream, [first, second]);
        var bytes = stream.ToArray();
        var read = LineSpectrum.Read(new MemoryStream(bytes));
        Assert.Equal(2, read.Count);
        Assert.Equal(Errors(first, learned), Errors(read[0], learned));
        Assert.Equal(Errors(second, learned), Errors(read[1], learned));
        Assert.Equal(second.Coordinates, read[1].Coordinates);
        Assert.Throws<EndOfStreamException>(() => LineSpectrum.Read(new MemoryStream(bytes[..^1])));
    }

    [Fact]
    public void Targets_that_do_not_fit_the_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LineSpectrum(Points, [1], new double[401]));
        Assert.Throws<ArgumentException>(() => new LineSpectrum(Points, [1], []));
        Assert.Throws<ArgumentException>(() => new LineSpectrum(Points, [], new double[400]));
        Assert.Throws<ArgumentException>(() => new LineSpectrum([], [1], []));
        var line = new LineSpectrum(Points, [1, 2], new double[800]);
        Assert.Throws<ArgumentException>(() => line.ErrorsOf(new Complex[1, 2]));
        Assert.Throws<ArgumentException>(() => line.ErrorsOf(new Complex[2, 3]));
    }

    private static IReadOnlyList<CoefficientError> Errors(LineSpectrum line, double[] learned)
    {
        var transform = line.CreateTransform();
        transform.Add(learned);
        return line.ErrorsOf(transform.Coefficients());
    }

    private static Complex[] Coefficients(double[] values, int outputs, double frequency) => [.. Enumerable.Range(0, outputs)
        .Select(output => NaiveFourier.Coefficient(Points, [.. values.Where((_, index) => index % outputs == output)], frequency))];

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
