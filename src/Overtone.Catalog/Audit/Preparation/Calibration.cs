using System.Diagnostics;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Chooses how a model is asked, so that it answers with the least work: the batch size, and how images lie in memory. Its table holds the
/// choice, not the times.
/// </summary>
internal static class Calibration
{
    // The first one warms up.
    private const int LeastRounds = 3, MostRounds = 6;
    private const double SecondsInAll = 1.5;

    // Less than this is not worth another choice, and keeps the choice the same from run to run.
    private const double WorthWhile = 0.95;

    public static void Measure(CalibrationTrial trial, OpenSubject subject, Recorder to)
    {
        CalibrationChoice[] choices = [.. ChoicesOf(trial, subject)];
        double[] seconds = Compare(subject, choices, to);
        int best = 0;
        for (int n = 1; n < choices.Length; n++)
        {
            if (seconds[n] < WorthWhile * seconds[best])
                best = n;
        }

        string batches = $"batches of {choices[best].BatchSize}{(choices[best].ChannelsLast ? ", channels last" : "")}";
        var work = TimeSpan.FromSeconds(trial.Evaluations * seconds[best]);
        to.Announce(
            $"The heat map takes at most {trial.Evaluations:N0} images at {1 / seconds[best]:N0} a second in one worker "
            + $"({batches}), {Format(work)} shared by all workers; "
            + "fewer --images, a smaller --region, a larger --stride or --precision 0.05 make it shorter.");
        to.Add(choices[best]);
    }

    /// <summary>The subject as it was found best to ask.</summary>
    public static AuditSubject Apply(TableSet tables, AuditSubject subject)
    {
        CalibrationChoice choice = ChosenOf(tables);
        return subject with { BatchSize = choice.BatchSize, ChannelsLast = choice.ChannelsLast };
    }

    /// <summary>What was chosen, as the beginning of a sentence.</summary>
    public static string Describe(TableSet tables)
    {
        CalibrationChoice choice = ChosenOf(tables);
        return $"Batches of {choice.BatchSize} images{(choice.ChannelsLast ? ", the channels of a pixel side by side in memory" : "")}";
    }

    private static CalibrationChoice ChosenOf(TableSet tables) => tables.Rows<CalibrationChoice>()[0];

    // A batch size that someone chose leaves nothing to a timing: the same bits each time.
    private static IEnumerable<CalibrationChoice> ChoicesOf(CalibrationTrial trial, OpenSubject subject)
    {
        ClassifierDescription description = subject.Classifier.Description;
        int[] sizes = description.IsBatchFixed ? [description.BatchSize] : trial.BatchSizes;
        bool mayLieOtherwise = trial.BatchSizes.Length > 1 && subject.Classifier is IDifferentiableClassifier
            && subject.Classifier.InputSize.Channels > 1;
        return from size in sizes from last in mayLieOtherwise ? new[] { false, true } : [false] select new CalibrationChoice(size, last);
    }

    // In turns, and by the processor's time: what else runs on the machine disturbs all choices alike, and little.
    private static double[] Compare(OpenSubject subject, CalibrationChoice[] choices, Recorder to)
    {
        int largest = choices.Max(choice => choice.BatchSize);
        using OpenModel usual = subject.Reopen(largest, to);
        using OpenModel? last = choices.Any(choice => choice.ChannelsLast) ? subject.Reopen(largest, to, channelsLast: true) : null;
        double[] least = [.. choices.Select(_ => double.PositiveInfinity)];
        long begin = Stopwatch.GetTimestamp();
        bool IsEarly() => Stopwatch.GetElapsedTime(begin).TotalSeconds < SecondsInAll;
        for (int round = 0; round < MostRounds && (round < LeastRounds || IsEarly()); round++)
        {
            for (int n = 0; n < choices.Length; n++)
                least[n] = Math.Min(least[n], SecondsPerImage(subject, choices[n].ChannelsLast ? last! : usual, choices[n], to));
        }

        return least;
    }

    private static double SecondsPerImage(OpenSubject subject, OpenModel model, CalibrationChoice choice, Recorder to)
    {
        using var scope = NewDisposeScope();
        to.Cancellation.ThrowIfCancellationRequested();
        // A sample smaller than the batch is repeated: only the time counts here.
        Tensor pixels = subject.Images.Pixels;
        Tensor batch = cat([.. Enumerable.Repeat(pixels, 1 + (choice.BatchSize / subject.Images.Count))]).narrow(0, 0, choice.BatchSize);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        model.Classifier.Logits(batch, to.Cancellation).Dispose();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / choice.BatchSize;
    }

    private static string Format(TimeSpan time) => time.TotalMinutes < 1
        ? "less than a minute"
        : time.TotalHours < 1 ? $"about {Math.Ceiling(time.TotalMinutes):0} minutes" : $"about {time.TotalHours:0.0} hours";
}
