using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>Measures how far a layer's activations move at a block of the heat map's cells.</summary>
internal static class LayerMeasurement
{
    public static void Measure(LayerTrial trial, OpenSubject subject, TrialContext context)
    {
        using OpenModel layer = subject.Reopen(trial.Subject.BatchSize, context, trial.Layer);
        SpatialFrequency[] cells = Array.ConvertAll(trial.Cells, cell => new SpatialFrequency(cell[0], cell[1]));
        IReadOnlyList<double[]> shifts = LayerResponse.Of(
            layer.Classifier, subject.Images, trial.Perturbation, cells, share => context.Report(share), context.Cancellation);
        context.Write(Table.Of(cells.Zip(shifts, (cell, shift) => new LayerShift(
            cell.Y, cell.X, shift.Average(), StandardError.OfMean(shift.Sum(), shift.Sum(s => s * s), shift.Length)))));
    }
}
