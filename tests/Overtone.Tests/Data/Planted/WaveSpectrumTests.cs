using Overtone.Data.Planted;
using static TorchSharp.torch;

namespace Overtone.Tests.Data.Planted;

public class WaveSpectrumTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(31)]
    public void Waves_and_their_negatives_are_all_frequencies_once(int size)
    {
        Wave[] waves = [.. Wave.All(size)];
        var places = waves.SelectMany(wave => wave.IsItsOwnNegative(size) ? [Place(wave)] : (int[])[Place(wave), Place(Negative(wave))]);

        Assert.Equal(Enumerable.Range(1, (size * size) - 1), places.Order());

        int Place(Wave wave) => ((wave.Row + size) % size * size) + ((wave.Column + size) % size);
        static Wave Negative(Wave wave) => new(-wave.Row, -wave.Column);
    }

    [Theory]
    [InlineData(16, 3, 2)]
    [InlineData(17, 5.5, 3)]
    [InlineData(32, 5, 2)]
    public void A_band_holds_the_waves_of_its_mask(int size, double radius, double width)
    {
        using var scope = NewDisposeScope();
        var band = new PlantedBand(radius, width);
        Tensor mask = PlantedSamples.Ring(band).Mask(size, size);

        Assert.All(Wave.All(size), wave =>
            Assert.Equal(mask[(wave.Row + size) % size, wave.Column].item<double>(), band.Holds(wave) ? 1 : 0));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(32)]
    public void The_sum_is_that_of_cosines(int size)
    {
        var tables = new WaveTables(size);
        var spectrum = new WaveSpectrum(tables);
        var draw = new Random(1);
        var waves = Wave.All(size).Select(wave => (wave, Amplitude: draw.NextDouble(), Phase: draw.NextDouble() * 6)).ToArray();
        foreach (var (wave, amplitude, phase) in waves)
        {
            spectrum.Add(tables.PositionOf(wave), (float)(amplitude * Math.Cos(phase)), (float)(amplitude * Math.Sin(phase)));
        }

        spectrum.Sum();
        foreach (var (y, x) in ((int, int)[])[(0, 0), (1, 0), (size - 1, size - 1), (3, 5), (size / 2, 2)])
        {
            var expected = waves.Sum(each => each.Amplitude
                * Math.Cos((2 * Math.PI * ((each.wave.Row * y) + (each.wave.Column * x)) / size) + each.Phase));
            Assert.Equal(expected, spectrum.Row(y)[x], 1e-4);
        }
    }
}
