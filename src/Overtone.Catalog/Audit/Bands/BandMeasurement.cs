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
    public static void MeasureImages(BandsTrial trial, OpenSubject subject, TrialContext context) => context.Write(Table.Of(
        Answers(trial.Shape, trial.Bandwidths, subject, context, filter => (pixels, _) => filter.Apply(pixels))));

    public static void MeasureNoise(NoiseTrial trial, OpenSubject subject, TrialContext context) => context.Write(Table.Of(
        Answers(trial.Shape, trial.Bandwidths, subject, context, filter =>
        {
            var noise = new BandLimitedNoise(filter, trial.Norm, trial.NormMode, trial.Subject.Seed);
            return (pixels, first) => pixels + noise
                .Of(first, (int)pixels.shape[0], (int)pixels.shape[1], (int)pixels.shape[2], (int)pixels.shape[3]).to(pixels.device);
        })).WithName(BandAnswer.UnderNoise));

    private static IEnumerable<BandAnswer> Answers(
        BandShape shape, int[] bandwidths, OpenSubject subject, TrialContext context, Func<BandFilter, Func<Tensor, int, Tensor>> change)
    {
        for (int n = 0; n < bandwidths.Length; n++)
        {
            Func<Tensor, int, Tensor> changed = change(new BandFilter(shape, bandwidths[n]));
            ClassifierAnswers answers = ChangedImages.Ask(subject.Classifier, subject.Images, changed, context.Cancellation);
            for (int image = 0; image < answers.Count; image++)
                yield return new BandAnswer(shape, bandwidths[n], image, answers.IsError[image] == 0, answers.Confidence[image]);
            context.Report((n + 1.0) / bandwidths.Length);
        }
    }
}
