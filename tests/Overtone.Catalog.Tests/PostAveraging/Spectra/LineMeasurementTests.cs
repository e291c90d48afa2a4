using Overtone.Catalog.PostAveraging.Spectra;
using Overtone.Models;
using Overtone.Theory.BallAverage;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.PostAveraging.Spectra;

public sealed class LineMeasurementTests : IDisposable
{
    private const int Pixels = 64, Directions = 6;
    private const double Radius = 0.9;
    private static readonly InputSize Size = new(1, 8, 8);
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>
    /// Along the gradient of a plane wave, the line's frequency is the wave's, and every average multiplies it by its factor.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void Plane_waves_shrink_by_the_factors_of_averages_and_filters(double phase)
    {
        const int Draws = 60;
        // Vertical, of two cycles per image: the blur's factor there is known.
        Tensor wave = (arange(8, dtype: float64) * (Math.PI / 2)).cos().unsqueeze(1).expand(8, 8).reshape(-1);
        using var network = new Waves((wave * (phase / Radius / wave.norm())).unsqueeze(1));
        LinePowers[] found = Measure(network, LineDirection.Gradient, new LineSampling(2, 6, 128, Draws), out LineMeasurement measurement);
        int band = Enumerable.Range(0, measurement.Bands.Count)
            .MinBy(n => Math.Abs((measurement.Bands[n].Frequency * Radius) - phase));
        double Ratio(SpectraDefence defence) => found.Single(powers => powers.Defence == defence).Ratio(band);
        var sampled = new SampledBallAverage(Pixels, Directions, Radius);
        var framed = new FramedBallAverage(Pixels, 3 * Directions, Radius);
        double frequency = phase / Radius;
        RequireNear(Square(sampled.ExpectedResponse(frequency)), Square(sampled.Leakage(frequency)), Ratio(SpectraDefence.PostAveraging));
        RequireNear(Square(framed.ExpectedResponse(frequency)), Square(framed.Leakage(frequency)), Ratio(SpectraDefence.Ball));
        RequireNear(
            Square(sampled.ExpectedResponse(frequency)), Square(sampled.Leakage(frequency)) / Draws,
            Ratio(SpectraDefence.PostAveragingDraws), of: 4);
        RequireNear(
            Square(framed.ExpectedResponse(frequency)), Square(framed.Leakage(frequency)) / Draws, Ratio(SpectraDefence.BallDraws), of: 4);
        Assert.InRange(found[0].NoiseShare(band), 1e-18, 1e-9);
        Assert.Equal(1, found[0].Ratio(band), 1e-12);
    }

    [Fact]
    public void A_random_network_keeps_what_theory_says_of_kinks_and_not_what_the_ball_would()
    {
        using var network = Random();
        LinePowers[] found = Measure(network, LineDirection.Random, new LineSampling(24, 6, 128, 6), out LineMeasurement measurement);
        var predicted = new PredictedLines(Size, Directions, Radius, 6);
        foreach (LinePowers powers in found.Where(p => predicted.Of(p.Defence, 1) is not null))
        {
            SpectraDefence defence = powers.Defence;
            (double floor, double middle) = (Off(powers, 16, 40, k => predicted.Of(defence, k)!.Value),
                Off(powers, 3, 16, k => predicted.Of(defence, k)!.Value));
            Assert.True(Math.Abs(floor) < 0.1 && Math.Abs(middle) < 0.1, $"{defence}: {floor}, {middle}");
        }

        // Filters of the image shorten lines: high frequencies stay in proportion.
        LinePowers low = found.Single(p => p.Defence == SpectraDefence.LowPass);
        Assert.InRange(Off(low, 16, 40, _ => 1) - Off(low, 5, 16, _ => 1), -0.2, 0.2);
        Assert.InRange(Off(low, 16, 40, _ => 1), -1.7, -0.5);

        LinePowers sampled = found.Single(p => p.Defence == SpectraDefence.PostAveraging);
        Assert.True(Off(sampled, 16, 40, predicted.OfWholeBall) > 3);
        Assert.All(measurement.Bands.Index(), band => Assert.InRange(found[0].NoiseShare(band.Index), 1e-14, 1e-5));

        double Off(LinePowers powers, double from, double to, Func<double, double> theory) => measurement.Bands.Index()
            .Where(band => band.Item.Frequency * Radius >= from && band.Item.Frequency * Radius < to)
            .Average(band => Math.Log10(powers.Ratio(band.Index) / theory(band.Item.Frequency)));
    }

    [Fact]
    public void Averages_of_probabilities_are_measured_as_they_are_deployed()
    {
        using var network = Random();
        LinePowers[] found = Measure(
            network, LineDirection.Random, new LineSampling(12, 6, 64, 4), out LineMeasurement measurement, SpectraOutput.Probabilities);
        Assert.Equal(
            [SpectraDefence.None, SpectraDefence.PostAveraging, SpectraDefence.PostAveragingDraws], found.Select(powers => powers.Defence));
        int highest = measurement.Bands.Count - 1;
        var predicted = new PredictedLines(Size, Directions, Radius, 4);
        double expected = predicted.Of(SpectraDefence.PostAveraging, measurement.Bands[highest].Frequency)!.Value;
        Assert.InRange(Math.Log10(found[1].TotalRatio(highest) / expected), -0.3, 0.3);
        // Probabilities and logits are not the same function.
        LinePowers[] logits = Measure(network, LineDirection.Random, new LineSampling(12, 6, 64, 4), out _);
        Assert.True(logits[0].Power(0) > 5 * found[0].Power(0));
    }

    [Fact]
    public void No_tensor_is_left()
    {
        using var network = Random();
        using var classifier = new ModuleClassifier(network, Size);
        Tensor images = Images(2);
        void Once() => new LineMeasurement(
            classifier, images, new SpectraDefences(classifier, 1, Radius, 1), new LineSampling(2, 6, 64, 2), Radius, 1)
            .Measure(LineDirection.Gradient, SpectraOutput.Logits, true, CancellationToken.None);
        Once();
        using var scope = NewDisposeScope();
        Once();
        Assert.Equal(0, scope.DisposablesCount);
    }

    private static LinePowers[] Measure(
        nn.Module<Tensor, Tensor> network, LineDirection direction, LineSampling sampling, out LineMeasurement measurement,
        SpectraOutput output = SpectraOutput.Logits)
    {
        using var classifier = new ModuleClassifier(network, Size, options: new ClassifierOptions { BatchSize = 256 });
        measurement = new LineMeasurement(
            classifier, Images(sampling.Count), new SpectraDefences(classifier, Directions, Radius, 3), sampling, Radius, 5);
        return [.. measurement.Measure(direction, output, output == SpectraOutput.Logits, CancellationToken.None)];
    }

    private static Tensor Images(int count)
    {
        using Generator generator = RandomStreams.Create(1, "images");
        return rand([count, 1, 8, 8], generator: generator);
    }

    // Of a mean over draws: squares of normal numbers scatter by √2 of themselves, and the mean by as much as the numbers.
    private static void RequireNear(double square, double variance, double found, double of = 1) =>
        Assert.InRange(Math.Abs(found - (square + variance)) / (Math.Sqrt(square * variance) + variance), 0, of);

    private static double Square(double value) => value * value;

    private static nn.Module<Tensor, Tensor> Random()
    {
        var network = nn.Sequential(
            nn.Flatten(), nn.Linear(Pixels, 96), nn.ReLU(), nn.Linear(96, 96), nn.ReLU(), nn.Linear(96, 4));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using Generator generator = RandomStreams.Create(2, "weights");
        foreach (TorchSharp.Modules.Parameter parameter in network.parameters())
            parameter.copy_(empty(parameter.shape).normal_(0, 1, generator) / Math.Sqrt(parameter.shape[^1]));
        return network;
    }

    private sealed class Waves(Tensor wave) : nn.Module<Tensor, Tensor>(nameof(Waves))
    {
        public override Tensor forward(Tensor input)
        {
            // Neither at its highest nor at its lowest at any image.
            Tensor phase = input.flatten(1).matmul(wave.to_type(ScalarType.Float32));
            return cat([phase.sin(), -phase.sin()], 1);
        }
    }
}
