using MathNet.Numerics;
using Overtone.Models.Networks;
using static TorchSharp.torch;

namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// LFP dynamics in time: from h = 0, ∂ₜĥ(ξ, t) = −c γ²(ξ) (ĥ_p − f̂_p)(ξ, t), solved exactly. Seen at the samples it is a linear
/// equation of n unknowns, so h(x, t) = k(x, X) K⁻¹ (1 − e^(−cKt)) y, a sum over the eigenvectors of the kernel's matrix: those of large
/// eigenvalues, which vary slowly from sample to sample, are learned first. Its long-time limit is that of <see cref="LongTimeLimit"/>.
/// Source: 1905.10264 (the equation of the linear frequency principle); own derivation of the dual form and of c.
/// </summary>
public sealed class LinearFrequencyFlow
{
    private readonly LinearFrequencyKernel _kernel;
    private readonly LinearFrequencySamples _samples;
    // Largest eigenvalue first: the eigenvalues, the eigenvectors [n, n] as columns, and the labels in their basis.
    private readonly double[] _eigenvalues;
    private readonly double[,] _vectors;
    private readonly double[] _labels;

    /// <summary>The dynamics of a kernel on samples.</summary>
    /// <param name="kernel">The kernel, without the common factor of γ².</param>
    /// <param name="samples">The samples.</param>
    /// <param name="factor">c, above zero: the common factor; see <see cref="FactorOf"/>. With 1, time is in the kernel's own unit.</param>
    /// <exception cref="ArgumentException">The lattice is too coarse for the points, dimensions differ, or the factor is not a finite
    /// number above zero.</exception>
    /// <exception cref="SingularKernelException">The matrix is singular to working precision.</exception>
    public LinearFrequencyFlow(LinearFrequencyKernel kernel, LinearFrequencySamples samples, double factor = 1)
    {
        if (!(factor > 0) || double.IsInfinity(factor))
            throw new ArgumentException($"The factor is {factor}; expected a finite number above zero.", nameof(factor));
        kernel.Lattice.RequireResolves(samples.Points);
        (_kernel, _samples) = (kernel, samples);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        (Tensor values, Tensor vectors) = linalg.eigh(kernel.Gram(samples.Points));
        _eigenvalues = [.. values.flip(0).data<double>()];
        // An eigenvalue that is smaller than the error of its computation may come out as anything, even above zero.
        double error = 2 * samples.Count * KernelCondition.RoundOff * _eigenvalues[0];
        double condition = _eigenvalues[^1] > error ? _eigenvalues[0] / _eigenvalues[^1] : double.PositiveInfinity;
        if (double.IsInfinity(condition))
            throw new SingularKernelException(samples.Count, condition, SamplePoints.NearestDistance(samples.Points));
        Tensor columns = vectors.flip(1);
        _vectors = (double[,])columns.contiguous().data<double>().ToNDArray();
        _labels = [.. columns.t().mv(NativeNumbers.Of([.. samples.Labels])).data<double>()];
        Rates = [.. _eigenvalues.Select(value => factor * value)];
    }

    /// <summary>The rates cλ_k at which the error falls along each eigenvector of the kernel's matrix, the fastest first.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>
    /// The common factor of γ² that <see cref="ReluFrequencyWeight"/> leaves out, c = m Γ(d/2)/(32 U π^(d/2 + 4)) of m neurons whose
    /// offsets are uniform between −U and U: with it, time is the number of steps times the learning rate of gradient descent on half the
    /// sum of squares (of the whole sum: twice that). Breakpoints have to reach beyond the samples in every direction, and the directions
    /// of input weights to be uniform, as those of normal weights are.
    /// </summary>
    /// <param name="initialisation">How the network begins.</param>
    /// <param name="dimension">Inputs d, at least 1.</param>
    /// <param name="width">Neurons m, at least 1.</param>
    /// <exception cref="ArgumentException">A number is below 1, or all offsets are zero.</exception>
    public static double FactorOf(TwoLayerInitialisation initialisation, int dimension, int width)
    {
        if (dimension < 1 || width < 1 || !(initialisation.OffsetSpread > 0))
            throw new ArgumentException($"There are {dimension} inputs and {width} neurons with offsets up to "
                + $"{initialisation.OffsetSpread}; expected at least 1, at least 1, and above 0.");
        // One direction's transform of max(0, ·)² is 1/16π⁴η⁴; averaged over all, it is shared among the frequencies of a sphere.
        return width * SpecialFunctions.Gamma(dimension / 2.0)
            / (32 * initialisation.OffsetSpread * Math.Pow(Math.PI, (dimension / 2.0) + 4));
    }

    /// <summary>The function at points, at whatever time: the kernel between points and samples is summed once.</summary>
    /// <param name="points">[m, d].</param>
    /// <exception cref="ArgumentException">The dimension differs from the samples'.</exception>
    public LinearFrequencyCourse On(double[,] points)
    {
        double[,] kernel = _kernel.Between(points, _samples.Points);
        var ends = new double[Rates.Count][];
        for (int k = 0; k < ends.Length; k++)
        {
            double scale = _labels[k] / _eigenvalues[k];
            ends[k] = new double[points.GetLength(0)];
            for (int m = 0; m < ends[k].Length; m++)
            {
                for (int n = 0; n < Rates.Count; n++)
                    ends[k][m] += scale * kernel[m, n] * _vectors[n, k];
            }
        }

        return new LinearFrequencyCourse(this, ends);
    }

    /// <summary>A function's values at the samples, in the basis of the eigenvectors, the fastest first.</summary>
    /// <param name="values">One value a sample, in their order.</param>
    /// <exception cref="ArgumentException">There is not one value a sample.</exception>
    public double[] InEigenvectors(IReadOnlyList<double> values)
    {
        if (values.Count != Rates.Count)
            throw new ArgumentException($"There are {values.Count} values; expected {Rates.Count}, one a sample.", nameof(values));
        return [.. Enumerable.Range(0, Rates.Count).Select(k => Enumerable.Range(0, Rates.Count).Sum(n => _vectors[n, k] * values[n]))];
    }

    /// <summary>The root mean square error at the samples over that at the beginning: from 1 down to 0.</summary>
    /// <param name="time">Zero or more.</param>
    /// <exception cref="ArgumentException">The time is negative or not a number.</exception>
    public double RelativeError(double time) =>
        Math.Sqrt(Left(time).Zip(_labels, (left, label) => left * label * (left * label)).Sum() / _labels.Sum(label => label * label));

    /// <summary>The time at which <see cref="RelativeError"/> has fallen to a share.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    /// <exception cref="ArgumentException">The share lies outside its range.</exception>
    public double TimeOf(double share)
    {
        if (!(share is > 0 and <= 1))
            throw new ArgumentException($"The share is {share}; expected more than 0 and at most 1.", nameof(share));
        // No rate is larger than the first, none smaller than the last.
        double below = -Math.Log(share) / Rates[0], above = -Math.Log(share) / Rates[^1];
        while (above - below > 1e-13 * above)
        {
            double middle = (below + above) / 2;
            if (RelativeError(middle) > share)
                below = middle;
            else
                above = middle;
        }

        return (below + above) / 2;
    }

    /// <summary>What is left of the error along each eigenvector: from 1 down to 0.</summary>
    internal double[] Left(double time) => time >= 0
        ? [.. Rates.Select(rate => Math.Exp(-rate * time))]
        : throw new ArgumentException($"The time is {time}; expected zero or more.", nameof(time));
}
