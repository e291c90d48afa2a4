using System.Diagnostics;
using System.Globalization;
using Overtone.Bench.Measuring;
using Overtone.Models.Networks;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>Predicting a wide network by the linear frequency principle, against training it.</summary>
internal sealed class LinearFrequencyDemand : IDemand
{
    private const int Samples = 1000, Width = 4096, TestSide = 40, Rounds = 3;
    private const double SmallLoss = 1e-6;

    public string Name => "lfp";

    public string Promise =>
        "predicting a network of 4,096 neurons on 1,000 samples in the plane is at least 50 times faster than training it to a mean "
        + "squared error of 1e-6";

    public void Measure(BenchSession session)
    {
        set_num_threads(1);
        LinearFrequencySweep.Report(session, Name);
        LinearFrequencySamples samples = LinearFrequencySweep.Spread(session.IsQuick ? Samples / 10 : Samples, 2);
        TwoLayerNetwork network = LinearFrequencySweep.Network(2, session.IsQuick ? Width / 16 : Width);
        double[,] test = SamplePoints.OnSquare(-1, 1, TestSide);
        KernelCondition? condition = null;
        double prediction = Enumerable.Range(0, session.IsQuick ? 1 : Rounds).Min(_ => Duel.Time(() =>
        {
            (FourierSeries function, condition) = LinearFrequencySweep.Predict(network, samples);
            function.At(test);
        }));

        double cap = (session.IsQuick ? 2 : 100) * prediction;
        (TwoLayerDescent descent, double training) = Train(network, samples, cap);
        double loss = descent.Loss / samples.Count;
        string reached =
            loss <= SmallLoss
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"training was stopped at its cap of {cap:0} s and {descent.Step:N0} steps, at a mean squared error of {loss:0.0E+0}: "
                    + $"the true ratio is larger; ");
        session.Report(
            new Figure(
                Name,
                $"{samples.Count} samples, d = 2, {network.Width} neurons, {TestSide * TestSide} test points, 1 thread",
                $"prediction {Duel.Format(prediction)}",
                $"training {Duel.Format(training)}",
                training / prediction,
                Limit.AtLeast(50),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reached}condition of the kernel {condition!.Number:0.#E+0}, "
                    + $"{Duel.Format(training / descent.Step)} a training step")));
    }

    private static (TwoLayerDescent Descent, double Seconds) Train(TwoLayerNetwork network, LinearFrequencySamples samples, double cap)
    {
        const int StepsAtOnce = 20;
        long start = Stopwatch.GetTimestamp();
        var descent = new TwoLayerDescent(
            network, samples.Points, samples.Labels, 0.75 * TangentKernel.LargestStableRate(network, samples.Points));
        while (descent.Loss / samples.Count > SmallLoss && Stopwatch.GetElapsedTime(start).TotalSeconds < cap)
            descent.TrainTo(descent.Step + StepsAtOnce, SmallLoss * samples.Count);
        return (descent, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
