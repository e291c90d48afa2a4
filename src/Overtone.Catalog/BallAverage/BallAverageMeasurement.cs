using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.BallAverage;
using Overtone.Theory.PiecewiseLinear;
using static TorchSharp.torch;

namespace Overtone.Catalog.BallAverage;

/// <summary>Averages plane waves over random points of a ball, and over the points of the scheme.</summary>
internal static class BallAverageMeasurement
{
    private const int Chunk = 20_000, Frequencies = 24, StopFrequencies = 12;
    private static readonly double[] Phases = [0.5, 1, 2, 4, 8];

    /// <summary>The ball itself, by random points: only the coordinate along the wave matters, but all are drawn.</summary>
    public static void MeasureBall(BallAverageTrial trial, TrialContext context)
    {
        var table = new TableBuilder(
            "ball", Column.Integer("dimension"), Column.Number("phase", "radians"), Column.Number("mean"), Column.Number("standard_error"), Column.Number("formula"));
        double[] sums = new double[Phases.Length], squares = new double[Phases.Length];
        // In many dimensions the factor is near one until z is of the order of √n.
        double scale = Math.Sqrt(trial.Dimension);
        for (int first = 0; first < trial.Draws; first += Chunk)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using Generator generator = RandomStreams.Create(trial.Seed, $"ball {trial.Dimension}", first);
            int count = Math.Min(Chunk, trial.Draws - first);
            Tensor normal = empty(count, trial.Dimension, dtype: float64).normal_(0, 1, generator);
            Tensor radius = empty(count, dtype: float64).uniform_(0, 1, generator).pow(1.0 / trial.Dimension);
            Tensor along = normal.select(1, 0) / normal.square().sum([1]).sqrt() * radius;
            for (int n = 0; n < Phases.Length; n++)
            {
                Tensor wave = (along * (Phases[n] * scale)).cos();
                sums[n] += wave.sum().item<double>();
                squares[n] += wave.square().sum().item<double>();
            }
        }

        for (int n = 0; n < Phases.Length; n++)
        {
            double mean = sums[n] / trial.Draws, variance = (squares[n] / trial.Draws) - (mean * mean);
            table.Add(trial.Dimension, Phases[n] * scale, mean, Math.Sqrt(variance / trial.Draws), BallResponse.Ball(trial.Dimension, Phases[n] * scale));
        }

        context.Write(table.Build());
        if (trial.Dimension <= 10)
            context.Write(new TableBuilder("decay", Column.Integer("dimension"), Column.Number("exponent")).Add(trial.Dimension, Decay(trial.Dimension)).Build());
    }

    /// <summary>The scheme, by draws of directions.</summary>
    public static void MeasureScheme(BallAverageTrial trial, TrialContext context)
    {
        var scheme = new SampledBallAverage(trial.Dimension, trial.Directions, trial.Radius);
        double unit = Math.Sqrt(trial.Dimension) / trial.Radius;
        double[] frequencies = [.. Enumerable.Range(0, Frequencies).Select(n => unit * 0.1 * Math.Pow(1000, n / (Frequencies - 1.0)))];
        // So high that even the points nearest to the middle are many waves away.
        double[] stop = [.. Enumerable.Range(0, StopFrequencies).Select(n => unit * 200 * (1 + (0.37 * n)))];
        var responses = new TableBuilder("responses", Column.Integer("dimension"), Column.Number("frequency", "radians per unit"), Column.Text("average"), Column.Number("response"));
        var draws = new TableBuilder("draws", Column.Integer("dimension"), Column.Integer("draw"), Column.Text("band"), Column.Number("frequency", "radians per unit"), Column.Number("response"), Column.Number("expected"));
        var affine = new TableBuilder("affine", Column.Integer("dimension"), Column.Integer("draw"), Column.Number("change"));
        foreach (double frequency in frequencies)
        {
            responses.Add(trial.Dimension, frequency, "n-ball", Math.Abs(BallResponse.Ball(trial.Dimension, trial.Radius * frequency)));
            responses.Add(trial.Dimension, frequency, "scheme, mean of draws", Math.Abs(scheme.ExpectedResponse(frequency)));
        }

        double[] expected = [.. frequencies.Concat(stop).Select(scheme.ExpectedResponse)];
        for (int draw = 0; draw < trial.Draws; draw++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Report((double)draw / trial.Draws);
            using var scope = NewDisposeScope();
            using Generator generator = RandomStreams.Create(trial.Seed, $"directions {trial.Dimension}", draw);
            Tensor directions = scheme.DrawDirections(generator), wave = zeros(trial.Dimension, dtype: float64);
            foreach ((double frequency, int place) in frequencies.Concat(stop).Select((f, place) => (f, place)))
            {
                wave[0] = frequency;
                double response = scheme.Response(directions, wave);
                bool isStop = place >= Frequencies;
                draws.Add(trial.Dimension, draw, isStop ? "stop" : "all", frequency, response, expected[place]);
                if (draw == 0 && !isStop)
                    responses.Add(trial.Dimension, frequency, "scheme, one draw", Math.Abs(response));
            }

            if (draw < 10)
                affine.Add(trial.Dimension, draw, Math.Abs(scheme.Offsets(directions).select(1, 0).mean().item<double>()) / trial.Radius);
        }

        context.Write(responses.Build());
        context.Write(draws.Build());
        context.Write(affine.Build());
    }

    // The envelope over a decade beyond the first zeros; higher, in ten dimensions, rounding would be in sight.
    private static double Decay(int dimension) => DecayExponent.Of(
        [.. Enumerable.Range(0, 6000).Select(n => 40 * Math.Pow(10, n / 5999.0)).Select(z => (z, Math.Abs(BallResponse.Ball(dimension, z))))]);
}
