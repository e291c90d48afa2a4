using System.Globalization;
using System.Numerics;
using Overtone.Bench.Measuring;
using Overtone.Theory.SmallWeights;

namespace Overtone.Bench.Demands;

/// <summary>How many input weights a minute are drawn and judged by both theorems on small weights.</summary>
internal sealed class SmallWeightsDemand : IDemand
{
    private const int Width = 50;
    private const double Radius = 0.5;
    private const int Rounds = 5;
    private const double DrawsAMinute = 1e6;

    public string Name => "small-weights";

    public string Promise => "a million draws of 50 input weights a minute, each with the exact gradients at two frequencies";

    public void Measure(BenchSession session)
    {
        int draws = session.IsQuick ? 2_000 : 50_000;
        double[] outputWeights = [.. Enumerable.Range(0, Width).Select(j => Math.Cos(j + 1))],
            biases = [.. Enumerable.Range(0, Width).Select(j => 0.2 + Math.Abs(Math.Sin(j)))];
        var theorems = new SmallWeightTheorems(outputWeights, biases, (1, Complex.One), (2, Complex.One));
        double seconds = Enumerable.Range(0, Rounds).Min(round => Duel.Time(() => theorems.Failures(Radius, draws, round)));
        double rate = 60 * draws / seconds;
        // Two frequencies, and for each neuron a logarithm of a hyperbolic sine, a sine, a cosine and three logarithms of a component.
        double each = seconds / draws / (2 * Width) * 1e9;
        session.Report(
            new Figure(
                Name,
                $"draws a minute, {Width} neurons, one thread",
                rate.ToString("N0", CultureInfo.InvariantCulture),
                "1,000,000 demanded",
                rate / DrawsAMinute,
                Limit.AtLeast(1),
                string.Create(
                    CultureInfo.InvariantCulture, $"{each:0} ns a neuron and frequency, about eight logarithms, exponentials and sines")));
    }
}
