using System.Numerics;
using Overtone.Spectra;

namespace Overtone.Training;

/// <summary>
/// The spectrum of one or several networks at one step, beside the target's.
/// Source: 1901.06523, section 2.
/// </summary>
public sealed class SpectrumRecord
{
    private readonly Complex[][,] _learned;
    private readonly Complex[,] _targets;

    internal SpectrumRecord(long step, Complex[][,] learned, Complex[,] targets) => (Step, _learned, _targets) = (step, learned, targets);

    /// <summary>The step or epoch, as the caller counts.</summary>
    public long Step { get; }

    /// <summary>How many networks were recorded.</summary>
    public int Networks => _learned.Length;

    /// <summary>One learned coefficient.</summary>
    /// <param name="frequency">The frequency's place in the monitor's list.</param>
    /// <param name="output">The output.</param>
    /// <param name="network">The network of an ensemble.</param>
    public Complex Learned(int frequency, int output = 0, int network = 0) => _learned[network][frequency, output];

    /// <summary>Δ_F of one output: |learned − target| / |target| with complex coefficients.</summary>
    /// <param name="frequency">The frequency's place in the monitor's list.</param>
    /// <param name="output">The output.</param>
    /// <param name="network">The network of an ensemble.</param>
    public double Error(int frequency, int output = 0, int network = 0) =>
        RelativeError.Of(_learned[network][frequency, output], _targets[frequency, output]);

    /// <summary>Δ_F of one output as published one-dimensional scripts compute it: magnitudes only.</summary>
    /// <param name="frequency">The frequency's place in the monitor's list.</param>
    /// <param name="output">The output.</param>
    /// <param name="network">The network of an ensemble.</param>
    public double MagnitudeError(int frequency, int output = 0, int network = 0) =>
        RelativeError.OfMagnitudes(_learned[network][frequency, output], _targets[frequency, output]);

    /// <summary>Δ_F of all outputs together: the ratio of ℓ2 norms over outputs.</summary>
    /// <param name="frequency">The frequency's place in the monitor's list.</param>
    /// <param name="network">The network of an ensemble.</param>
    public double ErrorOfAllOutputs(int frequency, int network = 0) =>
        RelativeError.Of(RowOf(_learned[network], frequency), RowOf(_targets, frequency));

    private static Complex[] RowOf(Complex[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];
}
