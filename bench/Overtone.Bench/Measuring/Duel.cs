using System.Diagnostics;
using System.Globalization;

namespace Overtone.Bench.Measuring;

/// <summary>
/// The times of two sides that took turns. Other work on the machine only ever adds time, and seldom to the same side in every round, so
/// the ratio is that of the shortest times; the spread of the rounds' own ratios shows how quiet the machine was.
/// </summary>
internal sealed class Duel
{
    private readonly List<double> _ours = [];
    private readonly List<double> _peer = [];

    /// <summary>Lets the two sides take turns.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="ours">Does our work once and returns the seconds it took.</param>
    /// <param name="peer">Does the peer's work once and returns the seconds it took.</param>
    public static Duel Fight(int rounds, Func<double> ours, Func<double> peer)
    {
        var duel = new Duel();
        for (int round = 0; round < rounds; round++)
        {
            duel._ours.Add(ours());
            duel._peer.Add(peer());
        }

        return duel;
    }

    /// <summary>The seconds a piece of work takes.</summary>
    public static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The processor seconds that this process spends on a piece of work.</summary>
    public static double Processor(Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    /// <summary>Our shortest time, in seconds.</summary>
    public double Ours => _ours.Min();

    /// <summary>The peer's shortest time, in seconds.</summary>
    public double Peer => _peer.Min();

    /// <summary>Ours over the peer's: below 1 when we are faster.</summary>
    public double TimeRatio => Ours / Peer;

    /// <summary>The peer's over ours: above 1 when we are faster.</summary>
    public double Speedup => Peer / Ours;

    /// <summary>The median and the extremes of the rounds' ratios of time.</summary>
    public string Spread
    {
        get
        {
            double[] ratios = [.. _ours.Zip(_peer, (a, b) => a / b).Order()];
            double median = (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"time ratios of {ratios.Length} rounds: median {median:0.00}, {ratios[0]:0.00} to {ratios[^1]:0.00}");
        }
    }

    /// <summary>A time for people.</summary>
    public static string Format(double seconds) =>
        seconds < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");
}
