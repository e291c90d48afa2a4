using System.Diagnostics;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Preparation;

/// <summary>Chooses the batch size at which a model answers fastest. Its table holds the choice, not the times.</summary>
internal static class BatchSizeCalibration
{
    /// <summary>The table with the choice.</summary>
    public const string Table = "calibration";

    private const double SecondsPerBatchSize = 0.4;

    public static void Measure(CalibrationTrial trial, OpenSubject subject, TrialContext context)
    {
        int[] sizes = subject.Classifier.Description.IsBatchFixed ? [subject.Classifier.Description.BatchSize] : trial.BatchSizes;
        var seconds = sizes.ToDictionary(size => size, size => SecondsPerImage(subject, size, context));
        int fastest = sizes.MinBy(size => seconds[size]);
        var work = TimeSpan.FromSeconds(trial.Evaluations * seconds[fastest]);
        context.Announce(
            $"The heat map takes at most {trial.Evaluations:N0} images at {1 / seconds[fastest]:N0} a second in one worker (batches of {fastest}), {Spell(work)} shared by all workers; "
            + "fewer --images, a smaller --region, a larger --stride or --precision 0.05 make it shorter.");
        context.Write(new TableBuilder(Table, Column.Integer("batch_size", "images")).Add(fastest).Build());
    }

    private static string Spell(TimeSpan time) => time.TotalMinutes < 1 ? "less than a minute" : time.TotalHours < 1 ? $"about {Math.Ceiling(time.TotalMinutes):0} minutes" : $"about {time.TotalHours:0.0} hours";

    private static double SecondsPerImage(OpenSubject subject, int batchSize, TrialContext context)
    {
        using var scope = NewDisposeScope();
        // A sample smaller than the batch is repeated: only the time counts here.
        Tensor pixels = subject.Images.Pixels;
        Tensor batch = cat([.. Enumerable.Repeat(pixels, 1 + (batchSize / subject.Images.Count))]).narrow(0, 0, batchSize);
        using OpenModel model = subject.Reopen(batchSize, context);
        double fastest = double.PositiveInfinity;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            context.Cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            model.Classifier.Logits(batch, context.Cancellation).Dispose();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < SecondsPerBatchSize);
        return fastest / batchSize;
    }
}
