using System.Diagnostics;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.HeatMap;

/// <summary>Measures a block of the heat map's cells.</summary>
internal static class HeatMapMeasurement
{
    public static void Measure(HeatMapTrial trial, OpenSubject subject, TrialContext context)
    {
        var map = new FourierHeatMap(subject.Classifier, subject.Part(trial.First, trial.Count), trial.Perturbation);
        Tensor? clean = trial.CleanLogits.Length > 0 ? ReadCleanLogits(trial, context) : null;
        var rows = new List<MeasuredCell>();
        long begin = Stopwatch.GetTimestamp();
        for (int n = 0; n < trial.Cells.Length; n++)
        {
            using var scope = NewDisposeScope();
            HeatMapCell cell = map.Measure(new SpatialFrequency(trial.Cells[n][0], trial.Cells[n][1]), clean, context.Cancellation);
            (double shift, double shiftSquares) = trial.CleanLogits.Length > 0 ? Sums(cell.LogitShift) : (double.NaN, double.NaN);
            (double loss, double lossSquares) = Sums(cell.Answers.Loss);
            rows.Add(new MeasuredCell(
                cell.Frequency.Y, cell.Frequency.X, trial.First, trial.Count, (long)cell.Answers.IsError.Sum(), loss, lossSquares,
                shift, shiftSquares, cell.EffectiveNorm, ImageBits.Write([.. cell.Answers.IsError.Select(error => error > 0)])));
            double rate = (n + 1) * trial.Count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            context.Report((n + 1.0) / trial.Cells.Length, FormattableString.Invariant($"{rate:0} images/s"));
        }

        context.Write(Table.Of(rows));
    }

    private static Tensor ReadCleanLogits(HeatMapTrial trial, TrialContext context)
    {
        using var reader = new BinaryReader(context.OpenArtefact(trial.CleanLogits, PreflightMeasurement.CleanLogits));
        return Tensor.Load(reader).narrow(0, trial.First, trial.Count);
    }

    private static (double Sum, double Squares) Sums(IReadOnlyList<double> values) => (values.Sum(), values.Sum(v => v * v));
}
