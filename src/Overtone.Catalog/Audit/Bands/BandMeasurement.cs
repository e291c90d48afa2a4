using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Bands;

/// <summary>Measures a model on images of which a band is kept, and on images with band-limited noise.</summary>
internal static class BandMeasurement
{
    public static void MeasureImages(BandsTrial trial, OpenSubject subject, TrialContext context) =>
        Measure("band_answers", trial.Shape, trial.Bandwidths, subject, context, filter => (pixels, _) => filter.Apply(pixels));

    public static void MeasureNoise(NoiseTrial trial, OpenSubject subject, TrialContext context) => Measure("noise_answers", trial.Shape, trial.Bandwidths, subject, context, filter =>
    {
        var noise = new BandLimitedNoise(filter, trial.Norm, trial.NormMode, trial.Subject.Seed);
        return (pixels, first) => pixels + noise.Of(first, (int)pixels.shape[0], (int)pixels.shape[1], (int)pixels.shape[2], (int)pixels.shape[3]).to(pixels.device);
    });

    private static void Measure(
        string table, BandShape shape, int[] bandwidths, OpenSubject subject, TrialContext context, Func<BandFilter, Func<Tensor, int, Tensor>> change)
    {
        var rows = new TableBuilder(
            table, Column.Text("shape"), Column.Integer("bandwidth", "cycles per image"), Column.Integer("image"), Column.Integer("correct"), Column.Number("confidence"));
        for (int n = 0; n < bandwidths.Length; n++)
        {
            ClassifierAnswers answers = ChangedImages.Ask(subject.Classifier, subject.Images, change(new BandFilter(shape, bandwidths[n])), context.Cancellation);
            for (int image = 0; image < answers.Count; image++)
                rows.Add(StudyText.Kebab(shape), bandwidths[n], image, answers.IsError[image] == 0 ? 1 : 0, answers.Confidence[image]);
            context.Report((n + 1.0) / bandwidths.Length);
        }

        context.Write(rows.Build());
    }
}
