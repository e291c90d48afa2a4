using MathNet.Numerics.Statistics;
using Overtone.Defenses;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging.Spectra;

/// <summary>Takes the spectra of a network along lines, without and with defences.</summary>
/// <param name="network">The network.</param>
/// <param name="images">Images through which lines go, one each, float32 [lines, C, H, W].</param>
/// <param name="defences">The defences.</param>
/// <param name="sampling">How lines are sampled.</param>
/// <param name="radius">R, the unit of their length.</param>
/// <param name="seed">The seed of random directions.</param>
internal sealed class LineMeasurement(
    IDifferentiableClassifier network, Tensor images, SpectraDefences defences, LineSampling sampling, double radius, long seed)
{
    private const int BandCount = 16;

    // So small a share of a step that only rounding differs between the samples.
    private const double ShareOfStep = 1e-3;

    private static readonly SpectraDefence[] Single =
        [SpectraDefence.Smoothing, SpectraDefence.LowPass, SpectraDefence.Blur, SpectraDefence.Jpeg];

    private readonly TaperedLine _line = Line(sampling, radius);

    /// <summary>The bands.</summary>
    public IReadOnlyList<FrequencyBins> Bands { get; } = Line(sampling, radius).Bands(BandCount);

    /// <summary>Lines of one kind, each defence in turn.</summary>
    /// <param name="direction">How they run.</param>
    /// <param name="output">Of which function.</param>
    /// <param name="isWhole">Whether all defences are looked at, or post-averaging alone.</param>
    /// <param name="cancellation">Checked between batches.</param>
    public IReadOnlyList<LinePowers> Measure(
        LineDirection direction, SpectraOutput output, bool isWhole, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor directions = Directions(direction, cancellation), points = Points(directions, 0);
        Tensor plain = Spectra(network, points, output, cancellation);
        double[][] undefended = TaperedLine.Powers(plain, Bands);
        List<LinePowers> found =
            [new(SpectraDefence.None, undefended, undefended, Bins(plain), Noise(directions, plain, output, cancellation))];
        (SpectraDefence One, SpectraDefence? Mean)[] random = isWhole
            ? [(SpectraDefence.PostAveraging, SpectraDefence.PostAveragingDraws), (SpectraDefence.Ball, SpectraDefence.BallDraws),
                (SpectraDefence.OnePoint, null)]
            : [(SpectraDefence.PostAveraging, SpectraDefence.PostAveragingDraws)];
        foreach ((SpectraDefence one, SpectraDefence? mean) in random)
        {
            (LinePowers ofOne, LinePowers ofMean) = Drawn(one, mean ?? one, sampling.Draws, points, output, undefended, cancellation);
            found.AddRange(mean is null ? [ofOne] : [ofOne, ofMean]);
        }

        foreach (SpectraDefence defence in isWhole ? Single : [])
            found.Add(Drawn(defence, defence, 1, points, output, undefended, cancellation).One);
        return found;
    }

    private static TaperedLine Line(LineSampling sampling, double radius) => new(sampling.HalfLength * radius, sampling.Samples);

    private (LinePowers One, LinePowers Mean) Drawn(
        SpectraDefence one, SpectraDefence mean, int draws, Tensor points, SpectraOutput output, double[][] undefended,
        CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        double[][]? powers = null;
        double[] bins = [];
        for (int draw = 0; draw < draws; draw++)
        {
            using var inner = NewDisposeScope();
            Tensor spectra = OfDraw(one, draw, points, output, cancellation);
            double[][] drawn = TaperedLine.Powers(spectra, Bands);
            powers = powers is null ? drawn : [.. powers.Zip(drawn, Added)];
            bins = draw == 0 ? Bins(spectra) : bins;
            sum = sum is null ? spectra.MoveToOuterDisposeScope() : sum.add_(spectra);
        }

        double[][] average = [.. powers!.Select(line => Array.ConvertAll(line, power => power / draws))];
        Tensor ofMean = sum! / draws;
        return (new LinePowers(one, average, undefended, bins, []),
            new LinePowers(mean, TaperedLine.Powers(ofMean, Bands), undefended, Bins(ofMean), []));
    }

    private Tensor OfDraw(SpectraDefence defence, int draw, Tensor points, SpectraOutput output, CancellationToken cancellation)
    {
        if (defence == SpectraDefence.OnePoint)
        {
            Tensor shift = defences.Shift(draw).to(points.device).reshape([1, .. points.shape[1..]]);
            return Spectra(network, points + shift, output, cancellation);
        }

        AveragedOutput average = output == SpectraOutput.Logits ? AveragedOutput.Logits : AveragedOutput.Softmax;
        using IClassifier defended = defences.Around(defence, average, draw);
        return Spectra(defended, points, output, cancellation);
    }

    // [lines, bins, outputs]. Averaged probabilities come as logarithms, of which the softmax is they themselves.
    private Tensor Spectra(IClassifier classifier, Tensor points, SpectraOutput output, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor logits = classifier.Logits(points, cancellation).cpu();
        Tensor values = output == SpectraOutput.Logits ? logits : logits.to_type(ScalarType.Float64).softmax(1);
        return _line.Spectra(values.reshape(images.shape[0], sampling.Samples, -1)).MoveToOuterDisposeScope();
    }

    // Of float32 itself, as a share of the power: the spectrum of samples a hair farther on is known but for it.
    private double[][] Noise(Tensor directions, Tensor plain, SpectraOutput output, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        double step = ShareOfStep * _line.Step;
        Tensor shifted = Spectra(network, Points(directions, step), output, cancellation);
        Tensor phases = arange(plain.shape[1], dtype: float64).unsqueeze(1) * (_line.Frequency(1) * step);
        Tensor turned = plain * complex(phases.cos(), phases.sin());
        // Two noises differ.
        double[][] powers = TaperedLine.Powers((shifted - turned) / Math.Sqrt(2), Bands), all = TaperedLine.Powers(plain, Bands);
        return [.. powers.Zip(all, (noise, line) => noise.Zip(line, (one, other) => one / other).ToArray())];
    }

    private Tensor Directions(LineDirection direction, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        int pixels = (int)(images.numel() / images.shape[0]);
        Tensor ways = direction == LineDirection.Random
            ? RandomStreams.Normal(seed, "line", 0, images.shape[0], pixels)
            : network.InputGradient(images, (logits, _) => OfSeenClass(logits), cancellation).Gradient.flatten(1).cpu();
        ways = ways.to_type(ScalarType.Float64);
        return (ways / ways.norm(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    private static Tensor OfSeenClass(Tensor logits) =>
        nn.functional.one_hot(logits.argmax(1), logits.shape[1]).to_type(ScalarType.Float32);

    // All samples of all lines, float32 [lines × samples, C, H, W].
    private Tensor Points(Tensor directions, double beyond)
    {
        using var scope = NewDisposeScope();
        Tensor places = (_line.Places() + beyond).reshape(1, -1, 1);
        Tensor points = images.cpu().to_type(ScalarType.Float64).flatten(1).unsqueeze(1) + (places * directions.unsqueeze(1));
        return points.to_type(ScalarType.Float32).reshape([-1, .. images.shape[1..]]).to(images.device).MoveToOuterDisposeScope();
    }

    private static double[] Bins(Tensor spectra) =>
        spectra[0].abs().square().sum([1]).contiguous().data<double>().ToArray();

    private static double[] Added(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a + b)];
}

/// <summary>What is left of spectra along lines.</summary>
/// <param name="Defence">Behind which defence.</param>
/// <param name="Powers">[line][band].</param>
/// <param name="Undefended">The same without a defence.</param>
/// <param name="FirstLine">The power of the first line in every bin, from frequency zero on; of the first draw.</param>
/// <param name="Noise">The share of float32's rounding in the power, [line][band]; known without a defence only.</param>
internal sealed record LinePowers(
    SpectraDefence Defence, double[][] Powers, double[][] Undefended, double[] FirstLine, double[][] Noise)
{
    /// <summary>The share of the power that is left in a band, median over lines.</summary>
    public double Ratio(int band) => Powers.Select((line, n) => line[band] / Undefended[n][band]).Median();

    /// <summary>The same of all lines together: where few lines have most of the power, medians are of the others.</summary>
    public double TotalRatio(int band) => Powers.Sum(line => line[band]) / Undefended.Sum(line => line[band]);

    /// <summary>The power in a band, median over lines.</summary>
    public double Power(int band) => Powers.Select(line => line[band]).Median();

    /// <summary>The share of rounding in a band, median over lines; 0 where it is not known.</summary>
    public double NoiseShare(int band) => Noise.Length == 0 ? 0 : Noise.Select(line => line[band]).Median();
}
