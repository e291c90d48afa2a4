using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.BallAverage;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Catalog.BallAverage;

internal sealed record BallAverageOptions : StudyOptions, IPresets<BallAverageOptions>
{
    public static BallAverageOptions Smoke =>
        new() { Dimensions = [64, 784], Radii = [2, 4], Draws = 20, BallDimensions = [2, 3], Points = 2000 };

    public static BallAverageOptions Paper => new() { Draws = 1000, Points = 2_000_000 };

    [Option("Input dimensions of the sampled scheme", Minimum = 2, Reduced = Reduced.WhenMissing)]
    public int[] Dimensions { get; init; } = [784, 3072, 150_528];

    [Option("Radius of the average for each dimension, in units of the input", Above = 0, Reduced = Reduced.WhenMissing)]
    public double[] Radii { get; init; } = [4, 6, 30];

    [Option("Number K of directions; the scheme has 6K + 1 points", Minimum = 1)]
    public int Directions { get; init; } = 15;

    [Option("Random draws of the directions", Minimum = 2, Reduced = Reduced.WhenLess)]
    public int Draws { get; init; } = 100;

    [Option(
        "Dimensions in which the formula is tested with random points in the ball",
        Minimum = 1, Maximum = 2000, Reduced = Reduced.WhenMissing)]
    public int[] BallDimensions { get; init; } = [1, 2, 3, 10, 100];

    [Option("Random points in the ball", Minimum = 100, Reduced = Reduced.WhenLess)]
    public int Points { get; init; } = 200_000;
}

/// <summary>One dimension: of the sampled scheme, or of the ball itself, by random points, for which the radius is 0.</summary>
internal sealed record BallAverageTrial(int Dimension, double Radius, int Directions, int Draws, long Seed) : TrialParameters
{
    public override string Label => $"{(Radius > 0 ? "scheme" : "ball")}, {Dimension} dimensions";
}

/// <summary>
/// Averaging over a ball as a filter: the formula, and what the sampled average that is really taken does.
/// Source: 1905.12797, eqs. 5 to 8.
/// </summary>
internal sealed class BallAverageStudy() : TensorStudy<BallAverageOptions, BallAverageTrial>(
    "ball-average", "Post-averaging as a filter: the ball's factor, and the scheme's", "Lin et al. 2019 (1905.12797), eqs. 5-8")
{
    /// <summary>The averages, and the bands of frequencies.</summary>
    public const string Ball = "n-ball", Scheme = "scheme, mean of draws", OneDraw = "scheme, one draw", AllBand = "all", StopBand = "stop";

    private const int Frequencies = 24, StopFrequencies = 12;
    private static readonly double[] Phases = [0.5, 1, 2, 4, 8];

    public override string Summary =>
        "Averaging a function over an n-ball multiplies its spectrum by a Bessel factor; post-averaging uses 6K + 1 points along "
        + "random directions instead. Claims that the factor is Γ(n/2 + 1) J(z) / (z/2)^{n/2} and falls with z to the power "
        + "−(n + 1)/2, that the scheme has the mean response of three spheres, and that one draw of it leaks √(6K)/(6K + 1) of every high "
        + "frequency. The negative control is the claim that the scheme equals the ball average.";

    public override IndependentScript? Independent => BallAverageIndependent.Script;

    public override IReadOnlyList<string> Examples => ["run ball-average", "run ball-average --preset smoke --dimensions 64 --radii 2"];

    protected override IEnumerable<BallAverageTrial> Plan(BallAverageOptions options)
    {
        if (options.Dimensions.Length != options.Radii.Length)
            throw new InvalidOptionException("--radii", $"{options.Radii.Length} radii", $"one for each of the {options.Dimensions.Length} "
                + "dimensions");
        BallAverageTrial Trial(int dimension, double radius, int draws) => new(dimension, radius, options.Directions, draws, options.Seed);
        return
        [
            .. options.Dimensions.Zip(options.Radii, (dimension, radius) => Trial(dimension, radius, options.Draws)),
            .. options.BallDimensions.Select(dimension => Trial(dimension, 0, options.Points)),
        ];
    }

    protected override void Measure(BallAverageTrial trial, Recorder to, Device device)
    {
        if (trial.Radius > 0)
            MeasureScheme(trial, to);
        else
            MeasureBall(trial, to);
    }

    protected override void Conclude(BallAverageOptions options, Conclusion to) => new BallAverageFindings(options, to).Conclude();

    private static void MeasureBall(BallAverageTrial trial, Recorder to)
    {
        // In many dimensions the factor is near one until z is of the order of √n.
        double[] phases = [.. Phases.Select(phase => phase * Math.Sqrt(trial.Dimension))];
        to.Add(RandomBallPoints.Average(trial.Dimension, phases, trial.Draws, trial.Seed, to.Cancellation).Select(wave => new RandomPoints(
            trial.Dimension, wave.Phase, wave.Mean, wave.StandardError, BallResponse.Ball(trial.Dimension, wave.Phase))));
        // The envelope over a decade beyond the first zeros; higher, in ten dimensions, rounding would be in sight.
        if (trial.Dimension <= 10)
            to.Add(new Decay(
                trial.Dimension, DecayExponent.OfFunction(z => Math.Abs(BallResponse.Ball(trial.Dimension, z)), 40, 400, 6000)));
    }

    private static void MeasureScheme(BallAverageTrial trial, Recorder to)
    {
        var scheme = new SampledBallAverage(trial.Dimension, trial.Directions, trial.Radius);
        double unit = Math.Sqrt(trial.Dimension) / trial.Radius;
        double[] frequencies = [.. Enumerable.Range(0, Frequencies).Select(n => unit * 0.1 * Math.Pow(1000, n / (Frequencies - 1.0)))];
        // So high that even the points nearest to the middle are many waves away.
        double[] stop = [.. Enumerable.Range(0, StopFrequencies).Select(n => unit * 200 * (1 + (0.37 * n)))];
        double[] all = [.. frequencies, .. stop], expected = [.. all.Select(scheme.ExpectedResponse)];
        foreach ((int index, double frequency) in frequencies.Index())
        {
            double ofBall = BallResponse.Ball(trial.Dimension, trial.Radius * frequency);
            to.Add(new AverageResponse(trial.Dimension, frequency, Ball, Math.Abs(ofBall)));
            to.Add(new AverageResponse(trial.Dimension, frequency, Scheme, Math.Abs(expected[index])));
        }

        for (int draw = 0; draw < trial.Draws; draw++)
        {
            to.Cancellation.ThrowIfCancellationRequested();
            to.Report((double)draw / trial.Draws);
            using var scope = NewDisposeScope();
            using Generator generator = RandomStreams.Create(trial.Seed, $"directions {trial.Dimension}", draw);
            Tensor directions = scheme.DrawDirections(generator), wave = zeros(trial.Dimension, dtype: float64);
            foreach ((int index, double frequency) in all.Index())
            {
                wave[0] = frequency;
                double response = scheme.Response(directions, wave);
                bool isStop = index >= Frequencies;
                to.Add(new SampledResponse(trial.Dimension, draw, isStop ? StopBand : AllBand, frequency, response, expected[index]));
                if (draw == 0 && !isStop)
                    to.Add(new AverageResponse(trial.Dimension, frequency, OneDraw, Math.Abs(response)));
            }

            if (draw < 10)
                to.Add(new Affine(
                    trial.Dimension, draw, Math.Abs(scheme.Offsets(directions).select(1, 0).mean().item<double>()) / trial.Radius));
        }
    }

    [Table("ball")]
    internal sealed record RandomPoints(int Dimension, [Unit("radians")] double Phase, double Mean, double StandardError, double Formula);

    [Table("decay")]
    internal sealed record Decay(int Dimension, double Exponent);

    [Table("responses")]
    internal sealed record AverageResponse(int Dimension, [Unit("radians per unit")] double Frequency, string Average, double Response);

    [Table("draws")]
    internal sealed record SampledResponse(
        int Dimension, int Draw, string Band, [Unit("radians per unit")] double Frequency, double Response, double Expected);

    [Table("affine")]
    internal sealed record Affine(int Dimension, int Draw, double Change);
}
