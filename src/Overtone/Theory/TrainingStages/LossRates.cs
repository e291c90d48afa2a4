using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// The error of a network under the gradient flow of its loss L = ∫ |h − f|ᵖ ρ dx at one moment, split at cut-off frequencies η: how much
/// energy lies above each, how fast that changes, and how much of the network's derivatives lies above. With q = (h − f) √ρ, E⁺ is the
/// energy of q̂ above η and E⁻ the rest. With p = 2 the energy is the loss, and they are its parts L⁺ and L⁻.
/// Source: 1906.09235 (the split and the ratio |dL⁺/dt| / |dL/dt|); the bounds are derived here.
/// </summary>
/// <remarks>
/// Whatever the loss, θ′ = −∇L gives dE⁺/dt = −2 ⟨q⁺, ∇q⁺ · ∇L⟩, so |dE⁺/dt| ≤ 2 √E⁺ G |∇L| by the Cauchy-Schwarz inequality, once for
/// functions and once for parameters, while |dL/dt| = |∇L|². As ρ is a density, E⁺ ≤ E ≤ L^(2/p) by Jensen's inequality.
/// </remarks>
public sealed class LossRates
{
    private const double Diverged = 2;
    // Below so much of their energy the transforms of the derivatives are rounding, which no bound is about.
    private const double Rounding = 1e-26;

    private LossRates()
    {
    }

    /// <summary>p, the power of the error in the loss.</summary>
    public double Power { get; private init; }

    /// <summary>L.</summary>
    public double Loss { get; private init; }

    /// <summary>|∇L|², the speed at which gradient flow lowers the loss.</summary>
    public double GradientSquare { get; private init; }

    /// <summary>dL/dt under gradient flow, from how the values change: −|∇L|² up to rounding.</summary>
    public double LossRate { get; private init; }

    /// <summary>dE/dt under gradient flow, from how the values change; with p = 2 it is put down as −|∇L|².</summary>
    public double EnergyRate { get; private init; }

    /// <summary>E⁺, one a cut-off; with p = 2 L⁺.</summary>
    public IReadOnlyList<double> HighLoss { get; private init; } = [];

    /// <summary>dE⁺/dt under gradient flow, one a cut-off.</summary>
    public IReadOnlyList<double> HighRate { get; private init; } = [];

    /// <summary>dE⁻/dt under gradient flow, one a cut-off.</summary>
    public IReadOnlyList<double> LowRate { get; private init; } = [];

    /// <summary>G, one a cut-off: the root of the energy above it of the derivatives of h √ρ by all parameters.</summary>
    public IReadOnlyList<double> HighTangents { get; private init; } = [];

    /// <summary>
    /// The most that G can be, one a cut-off: (2πη)^(−s) times the Sobolev norm of the network's <see cref="INetworkOnLine.Order"/>; ∞ at
    /// 0.
    /// </summary>
    public IReadOnlyList<double> SmoothTangents { get; private init; } = [];

    /// <summary>
    /// |dE⁺/dt| / |dL/dt|: the change of the energy above a cut-off, as a part of the loss's; with p = 2 the share of the change of the
    /// loss that happens above it.
    /// </summary>
    /// <param name="cutoff">The cut-off's place.</param>
    public double Ratio(int cutoff) => Math.Abs(HighRate[cutoff]) / GradientSquare;

    /// <summary>What that part can be at most at any moment: 2 √E⁺ G / |∇L|.</summary>
    /// <param name="cutoff">The cut-off's place.</param>
    public double Bound(int cutoff) => 2 * Math.Sqrt(HighLoss[cutoff] / GradientSquare) * HighTangents[cutoff];

    /// <summary>
    /// What that part can be at most where the gradient keeps up with the loss, |∇L| ≥ c L^(1/p), as for p = 2 near a minimum without flat
    /// directions: (2 / c) G, with this moment's c. The bound of the final stage; never below <see cref="Bound"/>.
    /// </summary>
    /// <param name="cutoff">The cut-off's place.</param>
    public double LateBound(int cutoff) => 2 * Math.Sqrt(Math.Pow(Loss, 2 / Power) / GradientSquare) * HighTangents[cutoff];

    /// <summary>
    /// The largest deviation over cut-offs of dE⁺/dt + dE⁻/dt from dE/dt, with p = 2 from −|∇L|², as a part of |∇L|².
    /// </summary>
    public double Imbalance =>
        HighRate.Zip(LowRate).Max(pair => Math.Abs((-EnergyRate / GradientSquare) + ((pair.First + pair.Second) / GradientSquare)));

    /// <summary>The deviation of dL/dt from −|∇L|², as a part of it.</summary>
    public double LossImbalance => Math.Abs(1 + (LossRate / GradientSquare));

    /// <summary>
    /// The largest <see cref="Ratio"/> over cut-offs as a part of its <see cref="Bound"/>, where the derivatives are more than rounding of
    /// those above the first cut-off, which is to be 0.
    /// </summary>
    public double BoundUsed => MostUsed(Bound);

    /// <summary>
    /// The largest <see cref="Ratio"/> over cut-offs as a part of its <see cref="LateBound"/>, where the derivatives are more than rounding
    /// of those above the first cut-off, which is to be 0.
    /// </summary>
    public double LateBoundUsed => MostUsed(LateBound);

    /// <summary>
    /// The largest <see cref="HighTangents"/> as a part of <see cref="SmoothTangents"/>, over all cut-offs but the first, which is to be 0.
    /// </summary>
    public double SmoothnessUsed => Enumerable.Range(1, HighRate.Count - 1).Max(n => HighTangents[n] / SmoothTangents[n]);

    /// <summary>
    /// The rates of a network at every step of gradient descent, or at every so many, from before the first to after the last, while it is
    /// trained. They end earlier where the loss is twice that of the beginning: steps too large for the curvature are no longer a gradient
    /// flow.
    /// </summary>
    /// <param name="network">The network, which is changed.</param>
    /// <param name="target">f on the grid, [n], float64.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="cutoffs">Frequencies η, in cycles per unit, not negative and below the grid's Nyquist frequency.</param>
    /// <param name="learningRate">The time from one step to the next.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="power">p, at least 2.</param>
    /// <param name="every">How many steps lie between rates.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A cut-off is negative or not below the Nyquist frequency, or the power is less than 2.
    /// </exception>
    public static IEnumerable<LossRates> AlongDescent(
        INetworkOnLine network, Tensor target, WeightedGrid grid, IReadOnlyList<double> cutoffs, double learningRate, int steps,
        double power = 2, int every = 1)
    {
        double first = double.PositiveInfinity;
        for (int step = 0; step <= steps; step++)
        {
            LossRates? rates = null;
            using (NewDisposeScope())
            {
                Tensor gradient;
                if (step % every == 0)
                    rates = Of(network, target, grid, cutoffs, out gradient, power);
                else
                    gradient = network.Gradient(grid.Points, new PowerLoss(network.Values(grid.Points), target, grid, power).Pull);
                network.Parameters.sub_(learningRate * gradient);
            }

            if (rates is null)
                continue;
            if (step == 0)
                first = rates.Loss;
            else if (!(rates.Loss < Diverged * first))
                yield break;
            yield return rates;
        }
    }

    /// <summary>The rates of a network at this moment.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">f on the grid, [n], float64.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="cutoffs">Frequencies η, in cycles per unit, not negative and below the grid's Nyquist frequency.</param>
    /// <param name="gradient">∇L, as the parameters, in the caller's dispose scope: a step of training goes against it.</param>
    /// <param name="power">p, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A cut-off is negative or not below the Nyquist frequency, or the power is less than 2.
    /// </exception>
    public static LossRates Of(
        INetworkOnLine network, Tensor target, WeightedGrid grid, IReadOnlyList<double> cutoffs, out Tensor gradient, double power = 2)
    {
        foreach (double cutoff in cutoffs)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(cutoff, nameof(cutoffs));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cutoff, grid.Nyquist, nameof(cutoffs));
        }

        // Called in long loops, with nothing of libtorch under way.
        CollectionPoint.Collect();
        using var scope = NewDisposeScope();
        int count = (int)grid.Points.shape[0];
        var loss = new PowerLoss(network.Values(grid.Points), target, grid, power);
        (Tensor slope, Tensor change, Tensor tangent) = Descend(network, grid, loss);
        Tensor errorTransform = Transform(loss.Error), changeTransform = Transform(change);
        Tensor energy = EnergyOf(errorTransform),
            rate = 2 * (errorTransform.real * changeTransform.real + errorTransform.imag * changeTransform.imag);
        int[] first = [.. cutoffs.Select(cutoff => (int)Math.Floor(cutoff * grid.Spacing * count) + 1)];
        double square = slope.square().sum().item<double>();
        double[] highRate = Above(rate, first, count, grid.Spacing);
        double whole = Above(rate, [0], count, grid.Spacing)[0];
        double norm = Math.Sqrt(
            Above(tangent * AngularFrequencies(tangent.shape[0], grid).pow(2 * network.Order), [0], count, grid.Spacing)[0]);
        gradient = slope.MoveToOuterDisposeScope();
        return new LossRates
        {
            Power = power,
            Loss = loss.Value,
            GradientSquare = square,
            LossRate = loss.Rate(change),
            EnergyRate = power == 2 ? -square : loss.EnergyRate(change),
            HighLoss = Above(energy, first, count, grid.Spacing),
            HighRate = highRate,
            LowRate = Array.ConvertAll(highRate, part => whole - part),
            HighTangents = Array.ConvertAll(Above(tangent, first, count, grid.Spacing), Math.Sqrt),
            SmoothTangents = [.. cutoffs.Select(cutoff => norm * Math.Pow(2 * Math.PI * cutoff, -network.Order))],
        };
    }

    private double MostUsed(Func<int, double> bound) => Enumerable.Range(0, HighRate.Count)
        .Where(n => Math.Pow(HighTangents[n] / HighTangents[0], 2) > Rounding)
        .Select(n => Ratio(n) / bound(n)).DefaultIfEmpty(0).Max();

    // ∇L, what gradient flow makes of the values, and the energy of all derivatives at each frequency. New memory for large arrays at every
    // step takes longer than what is computed, hence the blocks.
    private static (Tensor Slope, Tensor Change, Tensor Energy) Descend(INetworkOnLine network, WeightedGrid grid, PowerLoss loss)
    {
        Tensor slopes = empty_like(network.Parameters),
            change = zeros_like(loss.Error),
            energy = zeros((loss.Error.shape[0] / 2) + 1, dtype: float64);
        network.VisitTangents(grid.Points, (derivatives, of) =>
        {
            using var scope = NewDisposeScope();
            Tensor tangents = derivatives * grid.RootDensity, slope = loss.Slope(tangents), place = of(slopes);
            change.sub_(slope.matmul(tangents));
            energy.add_(EnergyOf(Transform(tangents)).sum([0]));
            place.copy_(slope.reshape(place.shape));
        });
        return (slopes, change, energy);
    }

    private static Tensor Transform(Tensor values) => fft.rfft(values, n: values.shape[^1], norm: TorchSharp.FFTNormType.Ortho);

    private static Tensor EnergyOf(Tensor transform) => transform.real.square() + transform.imag.square();

    private static Tensor AngularFrequencies(long frequencies, WeightedGrid grid) =>
        arange(frequencies, dtype: float64) * (2 * Math.PI / (grid.Spacing * grid.Points.shape[0]));

    // Sums from a place to the end: the numbers fall by many powers of ten, so small ones are summed first and nothing is subtracted.
    private static double[] Above(Tensor power, int[] first, long count, double spacing)
    {
        double[] tails = power.data<double>().ToArray();
        double sum = 0;
        for (int k = tails.Length - 1; k >= 0; k--)
        {
            // All frequencies of a real transform but zero and Nyquist stand for two.
            sum += k == 0 || 2 * k == count ? tails[k] : 2 * tails[k];
            tails[k] = spacing * sum;
        }

        return Array.ConvertAll(first, index => tails[index]);
    }
}
