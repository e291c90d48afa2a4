using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>Measures a <see cref="TargetTrial"/>: what all snapshots are compared with.</summary>
internal sealed class TargetMeasurement(TargetTrial trial, ArraySource source, Recorder to, Device device)
{
    /// <summary>The artefacts for snapshots.</summary>
    public const string Lines = "lines.dat", Filter = "filter.dat";

    private const int MostWatched = 12;

    // A part with less of the targets' energy than this decides nothing.
    private const double SmallestShare = 0.01;

    private readonly SavedInputs _inputs = new(source, trial.Samples, trial.InputSize);

    public static void Measure(TargetTrial trial, Recorder to, Device device)
    {
        using ArraySource source = ArtefactArrays.Of(trial, to);
        to.Report(0.05, "reading inputs and targets");
        double[] targets = SavedTargets.Read(source, trial.Samples, trial.Outputs, trial.TargetsAreClasses, trial.Output);
        if (trial.TargetsAreClasses)
            to.Announce(
                $"{source.Describe(SavedTraining.Targets)} holds class labels; they are used as one-hot vectors of {trial.Outputs} "
                    + "classes.");
        var measurement = new TargetMeasurement(trial, source, to, device);
        if (trial.Methods.Contains(SpectrumMethod.Projection))
        {
            to.Report(0.2, "direction and spectrum of the targets");
            measurement.MeasureLines(targets);
        }

        if (trial.Methods.Contains(SpectrumMethod.Filtering))
        {
            to.Report(0.8, "scale of the filter");
            measurement.MeasureFilter(targets);
        }
    }

    private void MeasureLines(double[] targets)
    {
        (Tensor principal, double variance) = PrincipalOfInputs();
        Tensor directions = trial.Directions.Length > 0
            ? SavedDirections.Read(trial.Directions, trial.InputSize, device)
            : principal.unsqueeze(0);
        double[][] projected = LineCoordinates.Of(Pass, directions, trial.Samples);
        double floor = SpectralPeaks.NoiseFloor(tensor(targets).reshape(trial.Samples, -1).clone());
        var lines = new List<LineSpectrum>();
        for (int d = 0; d < projected.Length; d++)
        {
            double[] coordinates = LineCoordinates.Centred(projected[d]);
            double deviation = LineCoordinates.StandardDeviation(coordinates);
            if (deviation == 0)
                throw Unvarying(
                    trial.Directions.Length > 0 ? $"the same along direction {d} of {trial.Directions}" : "the same for every sample");
            bool inDeviations = trial.Unit == FrequencyUnit.StandardDeviation || (trial.Unit == FrequencyUnit.Auto && trial.InputSize > 1);
            double[] counted = inDeviations ? [.. coordinates.Select(x => x / deviation)] : coordinates;
            var line = new LineSpectrum(counted, FrequenciesOn(counted), targets);
            double nyquist = LineCoordinates.Nyquist(counted);
            IReadOnlyList<int> watched = trial.Frequencies.Length > 0
                ? [.. Enumerable.Range(0, line.Frequencies.Count)]
                : line.Watch(floor, trial.Watched, MostWatched);
            to.Add(new Projection(
                d, trial.Samples, deviation, deviation * deviation / variance, nyquist,
                inDeviations ? "cycles per standard deviation" : "cycles per unit of the input",
                trial.TargetsAreClasses ? trial.Outputs : null));
            to.Add(line.Amplitudes.Select((amplitude, k) =>
                new TargetAmplitude(d, line.Frequencies[k], amplitude, floor, watched.Contains(k))));
            if (line.Frequencies.Count(k => k > nyquist) is var above and > 0)
                to.Announce(
                    $"warning: {above} frequencies are above {nyquist:G4}, the Nyquist frequency of the samples: aliasing makes them look "
                    + "like lower ones.");
            lines.Add(line);
        }

        to.WriteArtefact(Lines, stream => LineSpectrum.Write(stream, lines));
    }

    private double[] FrequenciesOn(double[] coordinates)
    {
        if (trial.Frequencies.Length > 0)
            return [.. trial.Frequencies.Distinct().Order()];
        double highest = trial.HighestFrequency ?? LineCoordinates.HighestFrequency(coordinates, areInputs: trial.InputSize == 1);
        return [.. Enumerable.Range(0, trial.GridSize).Select(n => highest * n / (trial.GridSize - 1))];
    }

    private (Tensor Direction, double Variance) PrincipalOfInputs()
    {
        int passes = 0;
        try
        {
            return PrincipalDirection.Streamed(
                take =>
                {
                    // How many there will be is not known; there is no second one where a covariance is small enough.
                    if (++passes > 1)
                        to.Report(0.8 - (0.6 / passes), $"principal direction, pass {passes} over the inputs");
                    Pass(take);
                },
                trial.InputSize,
                device);
        }
        catch (ArgumentException)
        {
            throw Unvarying("the same for every sample");
        }
    }

    private void MeasureFilter(double[] targets)
    {
        int[] rows = FilteredTargets.Choose(trial.Samples, trial.FilterSamples, trial.Seed);
        (double[] inputs, bool areSingle) = _inputs.Of(rows, to.Cancellation);
        var filter = FilteredTargets.Of(rows, inputs, areSingle, targets, trial.Samples, trial.Variances, device);
        to.WriteArtefact(Filter, filter.Write);
        to.Add(filter.EnergyShares(device, to.Cancellation).Select(share => new EnergyShare(
            share.Variance, share.Low, share.High,
            Math.Min(share.Low, share.High) >= SmallestShare ? EnergyShare.Used : "flagged: a share under 1 %", rows.Length)));
    }

    private void Pass(Action<Tensor> take) => _inputs.ForEachBlock(take, device, to.Cancellation);

    private DataFormatException Unvarying(string found) =>
        new(source.Describe(SavedTraining.Inputs), "values", found, "inputs that vary");
}
