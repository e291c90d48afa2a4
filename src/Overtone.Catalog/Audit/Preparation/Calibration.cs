using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>
/// Chooses how a model is asked, so that it answers with the least work: the batch size, and how images lie in memory. Its table holds the
/// choice, not the times.
/// </summary>
internal static class Calibration
{
    private const int LargeImage = 128;
    private static readonly int[] BatchSizes = [8, 16, 32, 64, 128], BatchSizesOfLargeImages = [1, 4, 8];
    private static readonly TimeSpan WorthTelling = TimeSpan.FromMinutes(1);

    public static void Measure(CalibrationTrial trial, OpenSubject subject, Recorder to)
    {
        BatchForm[] forms = [.. FormsOf(trial, subject.Classifier)];
        int largest = forms.Max(form => form.BatchSize);
        using OpenModel usual = subject.Reopen(largest, to);
        using OpenModel? last = forms.Any(form => form.ChannelsLast) ? subject.Reopen(largest, to, channelsLast: true) : null;
        (BatchForm best, double seconds) = BatchTiming.Fastest(
            forms, form => (form.ChannelsLast ? last! : usual).Classifier, subject.Images.Pixels, to.Cancellation);
        var work = TimeSpan.FromSeconds(trial.Evaluations * seconds);
        if (work >= WorthTelling)
        {
            to.Announce(
                $"The heat map takes at most {trial.Evaluations:N0} images at {1 / seconds:N0} a second in one worker (batches of "
                + $"{best.BatchSize}{(best.ChannelsLast ? ", channels last" : "")}), {Format(work)} shared by all workers; fewer "
                + "--images, a smaller --region, a larger --stride or --resolution 3 make it shorter.");
        }

        to.Add(new CalibrationChoice(best.BatchSize, best.ChannelsLast));
    }

    /// <summary>The batch sizes among which a timing chooses: only the one that someone asks for.</summary>
    public static int[] ChoicesFor(int? batchSize, ModelSize size) =>
        batchSize is { } chosen ? [chosen] : size.Shorter < LargeImage ? BatchSizes : BatchSizesOfLargeImages;

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
    private static IEnumerable<BatchForm> FormsOf(CalibrationTrial trial, IClassifier classifier)
    {
        int[] sizes = classifier.Description.IsBatchFixed ? [classifier.Description.BatchSize] : trial.BatchSizes;
        // ONNX Runtime decides for itself how images lie in memory.
        AuditSubject subject = trial.Subject;
        bool mayLieOtherwise = trial.BatchSizes.Length > 1 && classifier.InputSize.Channels > 1
            && (subject.IsDemonstration || subject.Dtype != NumberType.Float32 || ClassifierFile.IsTorchScript(subject.Model));
        return from size in sizes from last in mayLieOtherwise ? new[] { false, true } : [false] select new BatchForm(size, last);
    }

    private static string Format(TimeSpan time) => time.TotalHours < 1
        ? $"about {Math.Ceiling(time.TotalMinutes):0} minutes"
        : $"about {time.TotalHours:0.0} hours";
}
