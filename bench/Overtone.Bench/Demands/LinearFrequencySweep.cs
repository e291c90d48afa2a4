using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Bench.Demands;

/// <summary>
/// What a prediction costs in time and memory against the number of samples and the dimension, and a training step against the width.
/// </summary>
internal static class LinearFrequencySweep
{
    // A little above the Nyquist frequency of the samples, which grows with their number.
    private const double CutoffInNyquists = 1.1;
    private static readonly (int Dimension, int Samples, double Period)[] Sizes =
    [
        (1, 100, 10), (2, 100, 4), (3, 100, 2), (1, 500, 10), (2, 500, 4), (3, 500, 2), (1, 1000, 10), (2, 1000, 4), (3, 1000, 2),
        (1, 2000, 10), (2, 2000, 4), (3, 2000, 2),
    ];

    /// <summary>Small sizes first, because memory once taken is not always given back.</summary>
    public static void Report(BenchSession session, string demand)
    {
        long before = MemoryReading.ResetPeak();
        foreach ((int dimension, int count, double period) in session.IsQuick ? Sizes.Where(s => s.Samples <= 100) : Sizes)
        {
            LinearFrequencySamples samples = Spread(count, dimension);
            TwoLayerNetwork network = Network(dimension, 4096);
            MemoryReading.ResetPeak();
            double seconds = ProcessorTime(() => Predict(network, samples, period));
            session.Report(new Figure(
                demand, $"prediction, d = {dimension}, n = {count}, {Lattice(samples, period).Count} frequencies",
                $"{Duel.Format(seconds)} of one core", $"memory {MemoryReading.Format(MemoryReading.Now().Peak - before)}"));
        }

        foreach (int width in session.IsQuick ? [256] : (int[])[1024, 4096, 16_384])
        {
            const int Steps = 10;
            LinearFrequencySamples samples = Spread(session.IsQuick ? 100 : 1000, 2);
            var descent = new TwoLayerDescent(Network(2, width), samples.Points, samples.Labels, 1e-12);
            double seconds = Enumerable.Range(1, 3).Min(_ => ProcessorTime(() => descent.TrainTo(descent.Step + Steps))) / Steps;
            double drawing = ProcessorTime(() => ReluFrequencyWeight.Of(Network(2, width)));
            session.Report(
                new Figure(
                    demand,
                    $"a training step, d = 2, n = {samples.Count}, {width} neurons",
                    $"{Duel.Format(seconds)} of one core",
                    $"drawing the network and its γ² {Duel.Format(drawing)}"));
        }
    }

    // On a busy machine, what one thread computes is told by its processor time, not by the clock.
    private static double ProcessorTime(Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    public static (FourierSeries Function, KernelCondition Condition) Predict(
        TwoLayerNetwork network, LinearFrequencySamples samples, double period = 4) =>
        LongTimeLimit.Solve(new LinearFrequencyKernel(ReluFrequencyWeight.Of(network), Lattice(samples, period)), samples);

    public static TwoLayerNetwork Network(int dimension, int width) =>
        new TwoLayerInitialisation { InputSpread = 2, OutputSpread = 2, OffsetSpread = 1 }.Draw(dimension, width, seed: 1);

    /// <summary>
    /// Points spread evenly over the box from −1 to 1, labelled with a smooth function: multiples of the generalised golden ratio, modulo
    /// 1, keep their distance from each other.
    /// </summary>
    public static LinearFrequencySamples Spread(int count, int dimension)
    {
        double ratio = Enumerable.Range(0, 60).Aggregate(1.5, (x, _) => Math.Pow(1 + x, 1.0 / (dimension + 1)));
        var points = new double[count, dimension];
        var labels = new double[count];
        for (int n = 0; n < count; n++)
        {
            for (int axis = 0; axis < dimension; axis++)
            {
                double turns = (n + 1) * Math.Pow(ratio, -axis - 1);
                points[n, axis] = (2 * (turns - Math.Floor(turns))) - 1;
                labels[n] += Math.Sin(2 * points[n, axis]);
            }
        }

        return new LinearFrequencySamples(points, labels);
    }

    private static FrequencyLattice Lattice(LinearFrequencySamples samples, double period)
    {
        int dimension = samples.Points.GetLength(1);
        // As FrequencyLattice requires it, for a box of side 2.
        double nyquist = (Math.Pow(samples.Count, 1.0 / dimension) - 1) / 4;
        return FrequencyLattice.For(samples.Points, CutoffInNyquists * nyquist, period);
    }
}
