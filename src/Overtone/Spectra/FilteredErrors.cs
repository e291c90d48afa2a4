using static TorchSharp.torch;

namespace Overtone.Spectra;

/// <summary>
/// The errors of a network's low- and high-frequency part in the course of its training, by a <see cref="GaussianFilter"/>: the filtering
/// method.
/// Source: 1901.06523, section 4 and Fig. 3.
/// </summary>
/// <param name="Variance">δ, the filter's variance, in squared units of the inputs.</param>
/// <param name="EnergyShares">The shares of the targets' energy that both parts hold.</param>
/// <param name="Errors">The relative errors of both parts, one pair for each recorded step.</param>
public sealed record FilteredErrors(
    double Variance, (double Low, double High) EnergyShares, IReadOnlyList<(double Low, double High)> Errors)
{
    /// <summary>
    /// Splits targets and all recorded outputs: the filter is linear and the same at every step, so that they pass it together.
    /// </summary>
    /// <param name="inputs">The points, [n, d].</param>
    /// <param name="targets">The targets, [n, m].</param>
    /// <param name="outputs">The outputs of every recorded step, [steps, n, m], float64.</param>
    /// <param name="variances">δ, each above zero.</param>
    /// <param name="progress">Told the share of blocks done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the computation between blocks.</param>
    /// <returns>One for each variance.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or a variance is not above zero.</exception>
    /// <exception cref="OperationCanceledException">The computation was stopped.</exception>
    public static IReadOnlyList<FilteredErrors> Of(
        Tensor inputs, Tensor targets, Tensor outputs, IReadOnlyList<double> variances, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        Tensor wanted = targets.to_type(ScalarType.Float64);
        Tensor[] steps = [.. Enumerable.Range(0, (int)outputs.shape[0]).Select(n => outputs[n])];
        Tensor low = GaussianFilter.LowFrequencyPart(inputs, cat([wanted, .. steps], dim: 1), variances, progress, cancellation);
        return [.. variances.Select((variance, v) =>
        {
            using var inner = NewDisposeScope();
            Tensor[] parts = low[v].split(wanted.shape[1], dim: 1);
            return new FilteredErrors(
                variance, GaussianFilter.EnergyShares(wanted, parts[0]),
                [.. steps.Select((output, n) => GaussianFilter.Errors(wanted, parts[0], output, parts[n + 1]))]);
        })];
    }
}
