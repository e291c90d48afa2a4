using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>Measures a <see cref="SnapshotTrial"/>: one pass over its predictions, of which only the filter's samples are kept.</summary>
internal static class SnapshotMeasurement
{
    public static void Measure(SnapshotTrial trial, Recorder to, Device device)
    {
        IReadOnlyList<LineSpectrum> lines = trial.Methods.Contains(SpectrumMethod.Projection)
            ? LineSpectrum.Read(to.OpenArtefact(trial.Target, TargetMeasurement.Lines))
            : [];
        FilteredTargets? filter = trial.Methods.Contains(SpectrumMethod.Filtering)
            ? FilteredTargets.Read(to.OpenArtefact(trial.Target, TargetMeasurement.Filter))
            : null;
        StreamedFourierTransform[] transforms = [.. lines.Select(line => line.CreateTransform())];
        SampledRows? sample = filter?.CreateSample();
        using ArraySource source = ArtefactArrays.Of(trial, to);
        var predictions = new SavedPredictions(source, trial.Samples, trial.Outputs, trial.Output, trial.Softmax);
        double largestSumError = predictions.Read(
            new SavedSnapshot(trial.Array, trial.Place, trial.Step),
            values =>
            {
                foreach (StreamedFourierTransform transform in transforms)
                    transform.Add(values);
                sample?.Add(values);
            },
            to.Cancellation);
        for (int d = 0; d < lines.Count; d++)
            to.Add(lines[d].ErrorsOf(transforms[d].Coefficients())
                .Select(e => new FrequencyError(d, trial.Step, e.Frequency, e.Amplitude, e.Error, e.MagnitudeError)));
        if (filter is not null)
            to.Add(filter.ErrorsOf(sample!.Values, device, to.Cancellation).SelectMany(e => new[]
            {
                new FilterError(trial.Step, e.Variance, FilterError.Low, e.Low),
                new FilterError(trial.Step, e.Variance, FilterError.High, e.High),
            }));
        to.Add(new SnapshotSum(trial.Step, largestSumError));
    }
}
