using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>The directions along which spectra are taken.</summary>
internal static class Directions
{
    // The covariance of so many features takes 128 MiB; with more, the inputs are held instead.
    private const int MostFeatures = 4096;

    /// <summary>The directions, [directions, features], each of length 1, and the inputs' variance, summed over all directions.</summary>
    /// <exception cref="DataFormatException">The inputs do not vary, or given directions do not fit them.</exception>
    public static (Tensor Directions, double Variance) Of(TargetTrial trial, ArraySource source, Device device, CancellationToken cancellation)
    {
        (Tensor first, double variance) = trial.InputSize <= MostFeatures ? Streamed(trial, source, device, cancellation) : Held(trial, source, device, cancellation);
        return (trial.Directions.Length > 0 ? TrainingArrays.Directions(trial.Directions, trial.InputSize, device) : first.unsqueeze(0), variance);
    }

    /// <summary>The error of inputs that do not vary.</summary>
    public static DataFormatException Unvarying(ArraySource source, string found) =>
        new(source.Describe(SavedTraining.Inputs), "values", found, "inputs that vary");

    private static (Tensor First, double Variance) Streamed(TargetTrial trial, ArraySource source, Device device, CancellationToken cancellation)
    {
        using var covariance = new StreamedCovariance(trial.InputSize, device);
        TrainingArrays.ForEachBlock(source, trial, device, (block, _) => covariance.Add(block), cancellation);
        try
        {
            return covariance.Principal();
        }
        catch (InvalidOperationException)
        {
            throw Unvarying(source, "the same for every sample");
        }
    }

    private static (Tensor First, double Variance) Held(TargetTrial trial, ArraySource source, Device device, CancellationToken cancellation)
    {
        Tensor inputs = empty(trial.Samples, trial.InputSize, dtype: float32, device: device);
        TrainingArrays.ForEachBlock(source, trial, device, (block, start) => inputs.narrow(0, start, block.shape[0]).copy_(block), cancellation);
        try
        {
            return (PrincipalDirection.Of(inputs), inputs.var([0], unbiased: false).sum(ScalarType.Float64).item<double>());
        }
        catch (ArgumentException)
        {
            throw Unvarying(source, "the same for every sample");
        }
    }
}
