using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>Measures a <see cref="TargetTrial"/>: what all snapshots are compared with.</summary>
internal static class TargetMeasurement
{
    private const int MostWatched = 12;
    private const double HighestPerDeviation = 1.2;
    private const double PeriodsOverRange = 20;
    // Of the targets' size: what sums of them may be off by.
    private const double Rounding = 1e-12;

    public static void Measure(TargetTrial trial, TrialContext context, Device device)
    {
        using ArraySource source = ArtefactArrays.Of(trial, context);
        context.Report(0.05, "reading inputs and targets");
        double[] targets = TrainingArrays.Targets(source, trial);
        if (trial.TargetsAreClasses)
            context.Announce($"{source.Describe(SavedTraining.Targets)} holds class labels: one-hot vectors of {trial.Outputs} classes stand for them.");
        if (trial.Methods.Contains(SpectrumMethod.Projection))
        {
            context.Report(0.2, "direction and spectrum of the targets");
            MeasureLines(trial, source, targets, context, device);
        }

        if (trial.Methods.Contains(SpectrumMethod.Filtering))
        {
            context.Report(0.8, "scale of the filter");
            FilterPreparation.Measure(trial, source, targets, context, device);
        }
    }

    private static void MeasureLines(TargetTrial trial, ArraySource source, double[] targets, TrialContext context, Device device)
    {
        (Tensor directions, double variance) = Directions.Of(trial, source, context, device);
        double[][] projected = Project(trial, source, directions, context);
        double floor = SpectralPeaks.NoiseFloor(tensor(targets).reshape(trial.Samples, -1).clone());
        var projections = new TableBuilder(
            "projections", Column.Integer("direction"), Column.Integer("samples"), Column.Number("standard_deviation", "input units"), Column.Number("explained_variance"),
            Column.Number("nyquist_frequency"), Column.Text("unit"), Column.Integer("classes"));
        var spectrum = new TableBuilder(
            "target_spectrum", Column.Integer("direction"), Column.Number("frequency"), Column.Number("amplitude"), Column.Number("floor"), Column.Integer("watched"));
        var lines = new List<PreparedLine>();
        for (int d = 0; d < directions.shape[0]; d++)
        {
            double[] coordinates = LineCoordinates.Centred(projected[d]);
            double deviation = LineCoordinates.StandardDeviation(coordinates);
            if (deviation == 0)
                throw Directions.Unvarying(source, trial.Directions.Length > 0 ? $"the same along direction {d} of {trial.Directions}" : "the same for every sample");
            bool inDeviations = trial.Unit == FrequencyUnit.StandardDeviation || (trial.Unit == FrequencyUnit.Auto && trial.InputSize > 1);
            PreparedLine line = Prepare(trial, inDeviations ? [.. coordinates.Select(x => x / deviation)] : coordinates, targets, out double nyquist);
            double[] amplitudes = SpectralPeaks.Amplitudes(line.Targets);
            IReadOnlyList<int> watched = WatchedOf(trial, amplitudes, floor, line.Vanishing);
            for (int k = 0; k < amplitudes.Length; k++)
                spectrum.Add(d, line.Frequencies[k], amplitudes[k], floor, watched.Contains(k) ? 1 : 0);
            projections.Add(
                d, trial.Samples, deviation, deviation * deviation / variance, nyquist, inDeviations ? "cycles per standard deviation" : "cycles per unit of the input",
                trial.TargetsAreClasses ? trial.Outputs : 0);
            if (line.Frequencies.Count(k => k > nyquist) is var above and > 0)
                context.Announce($"warning: {above} frequencies are above {nyquist:G4}, the Nyquist frequency of the samples: aliasing makes them look like lower ones.");
            lines.Add(line);
        }

        context.Write(projections.Build());
        context.Write(spectrum.Build());
        context.WriteArtefact(PreparedLine.Artefact, stream => PreparedLine.Write(stream, lines));
    }

    // An even grid may meet frequencies at which the targets have nothing but noise; they are watched only where there is nothing else.
    private static IReadOnlyList<int> WatchedOf(TargetTrial trial, double[] amplitudes, double floor, double vanishing)
    {
        if (trial.Frequencies.Length > 0)
            return [.. Enumerable.Range(0, amplitudes.Length)];
        IReadOnlyList<int> chosen = SpectralPeaks.Select(amplitudes, floor, trial.Watched, MostWatched);
        int[] heard = [.. chosen.Where(k => amplitudes[k] > floor)];
        return heard.Length > 1 ? heard : [.. chosen.Where(k => amplitudes[k] > vanishing)];
    }

    private static PreparedLine Prepare(TargetTrial trial, double[] coordinates, double[] targets, out double nyquist)
    {
        nyquist = LineCoordinates.Nyquist(coordinates);
        double highest = trial.HighestFrequency > 0 ? trial.HighestFrequency
            : Math.Min(nyquist, trial.InputSize > 1 ? HighestPerDeviation * UnitsPerDeviation(coordinates) : PeriodsOverRange / (coordinates.Max() - coordinates.Min()));
        double[] frequencies = trial.Frequencies.Length > 0 ? [.. trial.Frequencies.Distinct().Order()] : [.. Enumerable.Range(0, trial.GridSize).Select(n => highest * n / (trial.GridSize - 1))];
        var transform = new StreamedFourierTransform(coordinates, frequencies, targets.Length / trial.Samples);
        transform.Add(targets);
        return new PreparedLine(coordinates, frequencies, transform.Coefficients(), Rounding * Math.Sqrt(targets.Sum(y => y * y) / trial.Samples));
    }

    // Coordinates may be in units of the input, and the limit is per standard deviation.
    private static double UnitsPerDeviation(double[] coordinates) => 1 / LineCoordinates.StandardDeviation(coordinates);

    private static double[][] Project(TargetTrial trial, ArraySource source, Tensor directions, TrialContext context)
    {
        double[][] projected = [.. Enumerable.Range(0, (int)directions.shape[0]).Select(_ => new double[trial.Samples])];
        TrainingArrays.ForEachBlock(source, trial, directions.device, (block, start) =>
        {
            for (int d = 0; d < projected.Length; d++)
                LineCoordinates.Of(block, directions[d]).CopyTo(projected[d], start);
        }, context.Cancellation);
        return projected;
    }
}
