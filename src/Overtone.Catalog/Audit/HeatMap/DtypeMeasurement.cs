using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>
/// Asks a model the same questions in float32 and in the audit's number type: on the images as they are, and at some cells of the heat map.
/// </summary>
internal static class DtypeMeasurement
{
    public static void Measure(DtypeTrial trial, OpenSubject subject, TrialContext context)
    {
        using OpenModel exact = subject.Reopen(trial.Subject.BatchSize, context, type: NumberType.Float32);
        IClassifier[] models = [exact.Classifier, subject.Classifier];
        var rows = new List<DtypeAnswer>();
        AddAll(null, null, model => ChangedImages.Ask(model, subject.Images, (pixels, _) => pixels, context.Cancellation));
        for (int n = 0; n < trial.Cells.Length; n++)
        {
            var cell = new SpatialFrequency(trial.Cells[n][0], trial.Cells[n][1]);
            AddAll(cell.Y, cell.X, model => new FourierHeatMap(model, subject.Images, trial.Perturbation)
                .Measure(cell, cancellation: context.Cancellation).Answers);
            context.Report((n + 1.0) / trial.Cells.Length);
        }

        context.Write(Table.Of(rows));

        void AddAll(double? y, double? x, Func<IClassifier, ClassifierAnswers> ask)
        {
            ClassifierAnswers[] answers = Array.ConvertAll(models, model => ask(model));
            rows.AddRange(Enumerable.Range(0, subject.Images.Count).Select(image => new DtypeAnswer(
                y, x, image, subject.Images.Labels.Span[image], answers[0].Predictions[image], answers[1].Predictions[image],
                answers[0].Margin[image])));
        }
    }
}
