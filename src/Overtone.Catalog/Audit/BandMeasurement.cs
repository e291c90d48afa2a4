using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>Measures a model on images of which a band is kept, and on images with band-limited noise.</summary>
internal static class BandMeasurement
{
    private const int ImagesAtOnce = 128;

    public static void MeasureImages(BandsTrial trial, OpenSubject subject, TrialContext context)
    {
        var rows = new TableBuilder("band_answers", Column.Text("shape"), Column.Integer("bandwidth", "cycles per image"), Column.Integer("image"), Column.Integer("correct"), Column.Number("confidence"));
        for (int n = 0; n < trial.Bandwidths.Length; n++)
        {
            var filter = new BandFilter(trial.Shape, trial.Bandwidths[n]);
            Answers(subject, (pixels, _) => filter.Apply(pixels), context, (image, answers, place, confidence) =>
                rows.Add(StudyText.Kebab(trial.Shape), trial.Bandwidths[n], image, answers.IsError[place] == 0 ? 1 : 0, confidence));
            context.Report((n + 1.0) / trial.Bandwidths.Length);
        }

        context.Write(rows.Build());
    }

    public static void MeasureNoise(NoiseTrial trial, OpenSubject subject, TrialContext context)
    {
        var rows = new TableBuilder("noise_answers", Column.Text("shape"), Column.Integer("bandwidth", "cycles per image"), Column.Integer("image"), Column.Integer("correct"), Column.Number("confidence"));
        for (int n = 0; n < trial.Bandwidths.Length; n++)
        {
            var noise = new BandLimitedNoise(new BandFilter(trial.Shape, trial.Bandwidths[n]), trial.Norm, trial.NormMode, trial.Subject.Seed);
            Tensor Noisy(Tensor pixels, int first) => pixels + noise.Of(first, (int)pixels.shape[0], (int)pixels.shape[1], (int)pixels.shape[2], (int)pixels.shape[3]).to(pixels.device);
            Answers(subject, Noisy, context, (image, answers, place, confidence) =>
                rows.Add(StudyText.Kebab(trial.Shape), trial.Bandwidths[n], image, answers.IsError[place] == 0 ? 1 : 0, confidence));
            context.Report((n + 1.0) / trial.Bandwidths.Length);
        }

        context.Write(rows.Build());
    }

    private static void Answers(OpenSubject subject, Func<Tensor, int, Tensor> change, TrialContext context, Action<int, ClassifierAnswers, int, double> add)
    {
        IClassifier classifier = subject.Classifier;
        for (int first = 0; first < subject.Images.Count; first += ImagesAtOnce)
        {
            using var scope = NewDisposeScope();
            CollectionPoint.Collect();
            LabelledImages part = subject.Part(first, Math.Min(ImagesAtOnce, subject.Images.Count - first));
            Tensor logits = classifier.Logits(change(part.Pixels, first), context.Cancellation);
            ClassifierAnswers answers = ClassifierAnswers.Of(logits, part.Labels.Span);
            float[] confidence = logits.softmax(1).amax([1]).cpu().data<float>().ToArray();
            for (int place = 0; place < part.Count; place++)
                add(first + place, answers, place, confidence[place]);
        }
    }
}
