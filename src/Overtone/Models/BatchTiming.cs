using System.Diagnostics;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// How a classifier can be asked: images a batch, and how they lie in memory.
/// Source: none.
/// </summary>
/// <param name="BatchSize">Images a batch.</param>
/// <param name="ChannelsLast">As <see cref="ClassifierOptions.ChannelsLast"/>.</param>
public readonly record struct BatchForm(int BatchSize, bool ChannelsLast);

/// <summary>
/// Times ways of asking a classifier against each other: in turns, and by the processor's time, so that what else runs on the machine
/// disturbs all alike, and little.
/// Source: none.
/// </summary>
public static class BatchTiming
{
    // The first one warms up.
    private const int LeastRounds = 3, MostRounds = 6;
    private const double SecondsInAll = 1.5;

    // Less than this is not worth another choice, and keeps the choice the same from run to run.
    private const double WorthWhile = 0.95;

    /// <summary>The fastest of some ways, and its seconds of the processor an image; nearly as fast counts as no faster.</summary>
    /// <param name="forms">The ways, at least one, the usual one first.</param>
    /// <param name="classifierFor">The classifier opened for a way, its batch size at least that way's.</param>
    /// <param name="images">Some images, [n, C, H, W]; repeated where they are fewer than a batch.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (BatchForm Form, double SecondsPerImage) Fastest(
        IReadOnlyList<BatchForm> forms, Func<BatchForm, IClassifier> classifierFor, Tensor images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(forms);
        ArgumentNullException.ThrowIfNull(classifierFor);
        double[] least = [.. forms.Select(_ => double.PositiveInfinity)];
        long begin = Stopwatch.GetTimestamp();
        bool IsEarly() => Stopwatch.GetElapsedTime(begin).TotalSeconds < SecondsInAll;
        for (int round = 0; round < MostRounds && (round < LeastRounds || IsEarly()); round++)
        {
            for (int n = 0; n < forms.Count; n++)
                least[n] = Math.Min(least[n], SecondsPerImage(classifierFor(forms[n]), forms[n].BatchSize, images, cancellation));
        }

        int best = 0;
        for (int n = 1; n < forms.Count; n++)
        {
            if (least[n] < WorthWhile * least[best])
                best = n;
        }

        return (forms[best], least[best]);
    }

    private static double SecondsPerImage(IClassifier classifier, int size, Tensor images, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        cancellation.ThrowIfCancellationRequested();
        Tensor batch = cat([.. Enumerable.Repeat(images, 1 + (size / (int)images.shape[0]))]).narrow(0, 0, size);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        classifier.Logits(batch, cancellation).Dispose();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / size;
    }
}
