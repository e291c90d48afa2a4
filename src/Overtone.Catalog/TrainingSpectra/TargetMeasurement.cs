using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>Measures a <see cref="TargetTrial"/>: what all snapshots are compared with.</summary>
internal static class TargetMeasurement
{
    private const int MostWatched = 12;
    private const double HighestPerDeviation = 1.2;
    private const double PeriodsOverRange = 20;
    // Of the targets' size: what sums of them may be off by.
    private const double Rounding = 1e-12;

    public static void Measure(TargetTrial trial, Recorder to, Device device)
    {
        using ArraySource source = ArtefactArrays.Of(trial, to);
        to.Report(0.05, "reading inputs and targets");
        double[] targets = TrainingArrays.Targets(source, trial);
        if (trial.TargetsAreClasses)
            to.Announce(
                $"{source.Describe(SavedTraining.Targets)} holds class labels: one-hot vectors of {trial.Outputs} classes stand for them.");
        if (trial.Methods.Contains(SpectrumMethod.Projection))
        {
            to.Report(0.2, "direction and spectrum of the targets");
            MeasureLines(trial, source, targets, to, device);
        }

        if (trial.Methods.Contains(SpectrumMethod.Filtering))
        {
            to.Report(0.8, "scale of the filter");
            FilterPreparation.Measure(trial, source, targets, to, device);
        }
    }

    private static void MeasureLines(TargetTrial trial, ArraySource source, double[] targets, Recorder to, Device device)
    {
        (Tensor directions, double variance) = Directions.Of(trial, source, to, device);
        double[][] projected = Project(trial, source, directions, to);
        double floor = SpectralPeaks.NoiseFloor(tensor(targets).reshape(trial.Samples, -1).clone());
        var lines = new List<PreparedLine>();
        for (int d = 0; d < directions.shape[0]; d++)
        {
            double[] coordinates = LineCoordinates.Centred(projected[d]);
            double deviation = LineCoordinates.StandardDeviation(coordinates);
            if (deviation == 0)
                throw Directions.Unvarying(
                    source,
                    trial.Directions.Length > 0 ? $"the same along direction {d} of {trial.Directions}" : "the same for every sample");
            bool inDeviations = trial.Unit == FrequencyUnit.StandardDeviation || (trial.Unit == FrequencyUnit.Auto && trial.InputSize > 1);
            double[] counted = inDeviations ? [.. coordinates.Select(x => x / deviation)] : coordinates;
            PreparedLine line = Prepare(trial, counted, targets, out double nyquist);
            double[] amplitudes = SpectralPeaks.Amplitudes(line.Targets);
            IReadOnlyList<int> watched = WatchedOf(trial, amplitudes, floor, line.Vanishing);
            to.Add(new Projection(
                d, trial.Samples, deviation, deviation * deviation / variance, nyquist,
                inDeviations ? "cycles per standard deviation" : "cycles per unit of the input",
                trial.TargetsAreClasses ? trial.Outputs : null));
            to.Add(amplitudes.Select((amplitude, k) => new TargetAmplitude(d, line.Frequencies[k], amplitude, floor, watched.Contains(k))));
            if (line.Frequencies.Count(k => k > nyquist) is var above and > 0)
                to.Announce(
                    $"warning: {above} frequencies are above {nyquist:G4}, the Nyquist frequency of the samples: aliasing makes them look "
                    + "like lower ones.");
            lines.Add(line);
        }

        to.WriteArtefact(PreparedLine.Artefact, stream => PreparedLine.Write(stream, lines));
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
        double fitting = trial.InputSize > 1
            ? HighestPerDeviation * UnitsPerDeviation(coordinates)
            : PeriodsOverRange / (coordinates.Max() - coordinates.Min());
        double highest = trial.HighestFrequency ?? Math.Min(nyquist, fitting);
        double[] frequencies = trial.Frequencies.Length > 0
            ? [.. trial.Frequencies.Distinct().Order()]
            : [.. Enumerable.Range(0, trial.GridSize).Select(n => highest * n / (trial.GridSize - 1))];
        var transform = new StreamedFourierTransform(coordinates, frequencies, targets.Length / trial.Samples);
        transform.Add(targets);
        double vanishing = Rounding * Math.Sqrt(targets.Sum(y => y * y) / trial.Samples);
        return new PreparedLine(coordinates, frequencies, transform.Coefficients(), vanishing);
    }

    // Coordinates may be in units of the input, and the limit is per standard deviation.
    private static double UnitsPerDeviation(double[] coordinates) => 1 / LineCoordinates.StandardDeviation(coordinates);

    private static double[][] Project(TargetTrial trial, ArraySource source, Tensor directions, Recorder to)
    {
        double[][] projected = [.. Enumerable.Range(0, (int)directions.shape[0]).Select(_ => new double[trial.Samples])];
        TrainingArrays.ForEachBlock(source, trial, directions.device, (block, start) =>
        {
            for (int d = 0; d < projected.Length; d++)
                LineCoordinates.Of(block, directions[d]).CopyTo(projected[d], start);
        }, to.Cancellation);
        return projected;
    }
}
