using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingSpectra;

/// <summary>The directions along which spectra are taken.</summary>
internal static class Directions
{
    // The covariance of so many features takes 128 MiB; with more, the inputs are read several times instead.
    private const int MostFeatures = 4096;

    /// <summary>The directions, [directions, features], each of length 1, and the inputs' variance, summed over all directions.</summary>
    /// <exception cref="DataFormatException">The inputs do not vary, or given directions do not fit them.</exception>
    public static (Tensor Directions, double Variance) Of(TargetTrial trial, ArraySource source, Recorder to, Device device)
    {
        (Tensor first, double variance) =
            trial.InputSize <= MostFeatures ? Streamed(trial, source, to, device) : ReadAgain(trial, source, to, device);
        return (
            trial.Directions.Length > 0 ? TrainingArrays.Directions(trial.Directions, trial.InputSize, device) : first.unsqueeze(0),
            variance);
    }

    /// <summary>The error of inputs that do not vary.</summary>
    public static DataFormatException Unvarying(ArraySource source, string found) =>
        new(source.Describe(SavedTraining.Inputs), "values", found, "inputs that vary");

    private static (Tensor First, double Variance) Streamed(TargetTrial trial, ArraySource source, Recorder to, Device device)
    {
        using var covariance = new StreamedCovariance(trial.InputSize, device);
        TrainingArrays.ForEachBlock(source, trial, device, (block, _) => covariance.Add(block), to.Cancellation);
        try
        {
            return covariance.Principal();
        }
        catch (InvalidOperationException)
        {
            throw Unvarying(source, "the same for every sample");
        }
    }

    private static (Tensor First, double Variance) ReadAgain(TargetTrial trial, ArraySource source, Recorder to, Device device)
    {
        int passes = 0;
        void Pass(Action<Tensor> take)
        {
            passes++;
            // How many there will be is not known.
            to.Report(0.8 - (0.6 / passes), $"principal direction, pass {passes} over the inputs");
            TrainingArrays.ForEachBlock(source, trial, device, (block, _) => take(block), to.Cancellation);
        }

        try
        {
            return PrincipalDirection.Of(Pass, trial.InputSize, device);
        }
        catch (ArgumentException)
        {
            throw Unvarying(source, "the same for every sample");
        }
    }
}
