using System.Globalization;
using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.DefendedModels;

/// <summary>Writes the defended model, and measures what it costs and how it does on images as they are.</summary>
internal static class WritingMeasurement
{
    // Float32 rounds at 6e-8; sums over a few thousand numbers in another order stay far below.
    private const double MostDifference = 1e-5;
    private const int Compared = 16;

    public static void Measure(WritingTrial trial, OpenSubject subject, Recorder to)
    {
        using var file = new DefendedFile(trial, subject.Classifier.InputSize, to);
        using IClassifier wrapper = trial.Defence.Make().Protect(subject.Classifier);
        using IClassifier written = file.Open(to);
        double difference = Difference(wrapper, written, subject.Part(0, Math.Min(Compared, subject.Images.Count)).Pixels, to);
        to.Report(0.3, "its accuracy");
        using (Tensor logits = written.Logits(subject.Images.Pixels, to.Cancellation))
        {
            IReadOnlyList<int> predictions = ClassifierAnswers.Of(logits, subject.Images.Labels.Span).Predictions;
            to.Add(predictions.Select((prediction, n) => new DefendedAnswer(n, subject.Images.Labels.Span[n], prediction)));
        }

        to.Report(0.8, "its speed");
        double alone = Seconds(subject.Classifier, trial.Subject.BatchSize, subject, to),
            seconds = Seconds(written, file.BatchSize, subject, to);
        // Times are told and not kept: the same seed gives the same tables.
        to.Announce(string.Create(
            CultureInfo.InvariantCulture,
            $"With the defence an image takes {1000 * seconds:G3} ms of processor time instead of {1000 * alone:G3}, {seconds / alone:G3} "
                + $"times as much, for {file.Points} points."));
        to.Add(new DefendedFileRow(file.Points, trial.Defence.Radius, difference, new FileInfo(file.ModelPath).Length));
        to.Add(new GradientAccess(trial.Subject.GradientFault ?? ""));
        FileArtefact.Keep(file.ModelPath, DefendedFile.Model, to);
        FileArtefact.Keep(file.SideFilePath, DefendedFile.SideFile, to);
    }

    private static double Difference(IClassifier wrapper, IClassifier written, Tensor images, Recorder to)
    {
        using var scope = NewDisposeScope();
        Tensor ours = wrapper.Logits(images, to.Cancellation).cpu(), theirs = written.Logits(images, to.Cancellation).cpu();
        double difference = ((ours - theirs).abs().max() / (ours.max() - ours.min()).clamp_min(1)).item<float>();
        return difference <= MostDifference
            ? difference
            : throw new InvalidOperationException($"The logits of the defended file differ from those of the defended model by "
                + $"{difference:G2} of their spread, more than {MostDifference:G1}.");
    }

    private static double Seconds(IClassifier classifier, int batchSize, OpenSubject subject, Recorder to) => BatchTiming.Fastest(
        [new BatchForm(batchSize, ChannelsLast: false)], _ => classifier, subject.Images.Pixels, to.Cancellation).SecondsPerImage;
}
