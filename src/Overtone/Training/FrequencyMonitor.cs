using System.Numerics;
using Overtone.Spectra;
using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// Watches which frequencies a network has learned. Call <see cref="Record"/> from any TorchSharp training loop: it asks the network for
/// its outputs at fixed probe inputs, without gradients, and turns them into Fourier coefficients and relative errors Δ_F per frequency.
/// Source: 1901.06523, section 2 (Δ_F), Fig. 1 and 2.
/// </summary>
public sealed class FrequencyMonitor : IDisposable
{
    private const int ProbeBatch = 1024;

    private readonly Tensor _probes;
    private readonly NonuniformFourierTransform _transform;
    private readonly Complex[,] _targets;
    private readonly List<SpectrumRecord> _records = [];

    /// <summary>A monitor of functions with the given targets.</summary>
    /// <param name="probes">The probe inputs, shape [n, ...], on the network's device. They stay the caller's.</param>
    /// <param name="coordinates">Where each probe lies on the line along which spectra are taken, shape [n].</param>
    /// <param name="targets">What the network should give at the probes, shape [n, outputs].</param>
    /// <param name="frequencies">The frequencies, in cycles per unit of the coordinates.</param>
    /// <exception cref="ArgumentException">Numbers of probes, coordinates and targets differ.</exception>
    public FrequencyMonitor(Tensor probes, Tensor coordinates, Tensor targets, IReadOnlyList<double> frequencies)
    {
        if (probes.shape[0] != coordinates.shape[0] || targets.shape[0] != probes.shape[0])
            throw new ArgumentException($"There are {probes.shape[0]} probes, {coordinates.shape[0]} coordinates and {targets.shape[0]} "
                + "targets.", nameof(probes));
        _probes = probes;
        _transform = new NonuniformFourierTransform(coordinates, frequencies);
        _targets = _transform.Transform(targets);
    }

    /// <summary>The frequencies, in cycles per unit of the coordinates.</summary>
    public IReadOnlyList<double> Frequencies => _transform.Frequencies;

    /// <summary>The targets' coefficients, [frequency, output].</summary>
    public Complex[,] Targets => (Complex[,])_targets.Clone();

    /// <summary>Everything recorded so far, in order.</summary>
    public IReadOnlyList<SpectrumRecord> Records => _records;

    /// <summary>Records the network's spectrum now.</summary>
    /// <param name="step">The step or epoch, as the caller counts.</param>
    /// <param name="network">
    /// Gives outputs for a batch of probe inputs: [batch, outputs], or [networks, batch, outputs] for a block of networks. A module in
    /// training mode (dropout, batch normalisation) should be switched to evaluation around this call.
    /// </param>
    /// <returns>The record, also kept in <see cref="Records"/>.</returns>
    public SpectrumRecord Record(long step, Func<Tensor, Tensor> network)
    {
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor outputs = Evaluate(network);
        long networks = outputs.dim() > 2 ? outputs.shape[0] : 1;
        // [networks, n, outputs] becomes [n, networks · outputs]: all transforms are one matrix product.
        Tensor columns = outputs.dim() > 2 ? outputs.transpose(0, 1).flatten(1) : outputs;
        var record = new SpectrumRecord(step, Split(_transform.Transform(columns), (int)networks), _targets);
        _records.Add(record);
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _transform.Dispose();

    // On copies: a network may write into its inputs, and the probes are asked again.
    private Tensor Evaluate(Func<Tensor, Tensor> network)
    {
        long count = _probes.shape[0];
        if (count <= ProbeBatch)
            return network(_probes.clone());
        var parts = new List<Tensor>();
        for (long start = 0; start < count; start += ProbeBatch)
        {
            using var batch = NewDisposeScope();
            parts.Add(network(_probes.narrow(0, start, Math.Min(ProbeBatch, count - start)).clone()).MoveToOuterDisposeScope());
        }

        return cat(parts, dim: parts[0].dim() - 2);
    }

    private static Complex[][,] Split(Complex[,] coefficients, int networks)
    {
        int frequencies = coefficients.GetLength(0), outputs = coefficients.GetLength(1) / networks;
        var split = new Complex[networks][,];
        for (int network = 0; network < networks; network++)
        {
            split[network] = new Complex[frequencies, outputs];
            for (int k = 0; k < frequencies; k++)
            {
                for (int output = 0; output < outputs; output++)
                    split[network][k, output] = coefficients[k, (network * outputs) + output];
            }
        }

        return split;
    }
}
