using static TorchSharp.torch;

namespace Overtone.Theory.TrainingStages;

/// <summary>
/// The loss ∫ (h − f)² ρ dx of a network under gradient flow at one moment, split at cut-off frequencies η: what lies above each, how fast
/// that changes, and how much of the network's derivatives lies above. With q = (h − f) √ρ, L⁺ is the energy of q̂ above η and L⁻ the rest.
/// Source: 1906.09235 (the split and the ratio |dL⁺/dt| / |dL/dt|); the bound is derived here by the Cauchy-Schwarz inequality.
/// </summary>
public sealed class LossRates
{
    private const int NeuronsAtOnce = 8;
    private const double Diverged = 2;
    // Below so much of their energy the transforms of the derivatives are rounding, which no bound is about.
    private const double Rounding = 1e-26;

    private LossRates(
        double loss, double gradientSquare, double[] highLoss, double[] highRate, double[] lowRate, double[] highTangents,
        double[] smoothTangents) =>
        (Loss, GradientSquare, HighLoss, HighRate, LowRate, HighTangents, SmoothTangents) = (
            loss, gradientSquare, highLoss, highRate, lowRate, highTangents, smoothTangents);

    /// <summary>L.</summary>
    public double Loss { get; }

    /// <summary>|∇L|², the speed at which gradient flow lowers the loss.</summary>
    public double GradientSquare { get; }

    /// <summary>L⁺, one a cut-off.</summary>
    public IReadOnlyList<double> HighLoss { get; }

    /// <summary>dL⁺/dt under gradient flow, one a cut-off.</summary>
    public IReadOnlyList<double> HighRate { get; }

    /// <summary>dL⁻/dt under gradient flow, one a cut-off.</summary>
    public IReadOnlyList<double> LowRate { get; }

    /// <summary>G, one a cut-off: the root of the energy above it of the derivatives of h √ρ by all parameters.</summary>
    public IReadOnlyList<double> HighTangents { get; }

    /// <summary>
    /// The most that G can be, one a cut-off: (2πη)^(−s) times the Sobolev norm of the network's <see cref="OneHiddenLayer.Order"/>; ∞ at
    /// 0.
    /// </summary>
    public IReadOnlyList<double> SmoothTangents { get; }

    /// <summary>|dL⁺/dt| / |dL/dt|: the share of the change of the loss that happens above a cut-off.</summary>
    /// <param name="cutoff">The cut-off's place.</param>
    public double Ratio(int cutoff) => Math.Abs(HighRate[cutoff]) / GradientSquare;

    /// <summary>What that share can be at most at any moment: 2 √L⁺ G / |∇L|.</summary>
    /// <param name="cutoff">The cut-off's place.</param>
    public double Bound(int cutoff) => 2 * Math.Sqrt(HighLoss[cutoff] / GradientSquare) * HighTangents[cutoff];

    /// <summary>
    /// What that share can be at most where the gradient keeps up with the loss, |∇L| ≥ c √L, as near a minimum without flat directions: (2
    /// / c) G, with this moment's c. The bound of the final stage; never below <see cref="Bound"/>.
    /// </summary>
    /// <param name="cutoff">The cut-off's place.</param>
    public double LateBound(int cutoff) => 2 * Math.Sqrt(Loss / GradientSquare) * HighTangents[cutoff];

    /// <summary>The largest deviation over cut-offs of dL⁺/dt + dL⁻/dt from −|∇L|², as a part of it.</summary>
    public double Imbalance => HighRate.Zip(LowRate).Max(pair => Math.Abs(1 + ((pair.First + pair.Second) / GradientSquare)));

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
    /// The rates of a network at every step of gradient descent, from before the first to after the last, while it is trained. They end
    /// earlier where the loss is twice that of the beginning: steps too large for the curvature are no longer a gradient flow.
    /// </summary>
    /// <param name="network">The network, which is changed.</param>
    /// <param name="target">f on the grid, [n], float64.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="cutoffs">Frequencies η, in cycles per unit, not negative and below the grid's Nyquist frequency.</param>
    /// <param name="learningRate">The time from one step to the next.</param>
    /// <param name="steps">The steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cut-off is negative or not below the Nyquist frequency.</exception>
    public static IEnumerable<LossRates> AlongDescent(
        OneHiddenLayer network, Tensor target, WeightedGrid grid, IReadOnlyList<double> cutoffs, double learningRate, int steps)
    {
        double first = double.PositiveInfinity;
        for (int step = 0; step <= steps; step++)
        {
            LossRates rates;
            using (NewDisposeScope())
            {
                rates = Of(network, target, grid, cutoffs, out Tensor gradient);
                network.Parameters.sub_(learningRate * gradient);
            }

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
    /// <param name="gradient">∇L, [3, m], in the caller's dispose scope: a step of training goes against it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cut-off is negative or not below the Nyquist frequency.</exception>
    public static LossRates Of(OneHiddenLayer network, Tensor target, WeightedGrid grid, IReadOnlyList<double> cutoffs, out Tensor gradient)
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
        Tensor error = (network.Values(grid.Points) - target) * grid.RootDensity;
        (Tensor slope, Tensor change, Tensor tangent) = Descend(network, grid, error);
        Tensor errorTransform = Transform(error), changeTransform = Transform(change);
        Tensor loss = Power(errorTransform),
            rate = 2 * (errorTransform.real * changeTransform.real + errorTransform.imag * changeTransform.imag);
        int[] first = [.. cutoffs.Select(cutoff => (int)Math.Floor(cutoff * grid.Spacing * count) + 1)];
        double square = slope.square().sum().item<double>(), energy = grid.Spacing * error.square().sum().item<double>();
        double[] high = Above(loss, first, count, grid.Spacing),
            highRate = Above(rate, first, count, grid.Spacing),
            tails = Above(tangent, first, count, grid.Spacing);
        double whole = Above(rate, [0], count, grid.Spacing)[0];
        double norm = Math.Sqrt(
            Above(tangent * AngularFrequencies(tangent.shape[0], grid).pow(2 * network.Order), [0], count, grid.Spacing)[0]);
        gradient = slope.MoveToOuterDisposeScope();
        return new LossRates(
            energy,
            square,
            high,
            highRate,
            Array.ConvertAll(highRate, part => whole - part),
            Array.ConvertAll(tails, Math.Sqrt),
            [.. cutoffs.Select(cutoff => norm * Math.Pow(2 * Math.PI * cutoff, -network.Order))]);
    }

    private double MostUsed(Func<int, double> bound) => Enumerable.Range(0, HighRate.Count)
        .Where(n => Math.Pow(HighTangents[n] / HighTangents[0], 2) > Rounding)
        .Max(n => Ratio(n) / bound(n));

    // ∇L, what gradient flow makes of the values, and the energy of all derivatives at each frequency. The derivatives of all neurons at
    // once would be the largest arrays by far, and new memory for them at every step takes longer than what is computed.
    private static (Tensor Slope, Tensor Change, Tensor Power) Descend(OneHiddenLayer network, WeightedGrid grid, Tensor error)
    {
        var slopes = new List<Tensor>();
        Tensor change = zeros_like(error), power = zeros((error.shape[0] / 2) + 1, dtype: float64);
        for (int first = 0; first < network.Width; first += NeuronsAtOnce)
        {
            using var scope = NewDisposeScope();
            int neurons = Math.Min(NeuronsAtOnce, network.Width - first);
            Tensor tangents = network.Tangents(grid.Points, first, neurons) * grid.RootDensity,
                slope = 2 * grid.Spacing * tangents.matmul(error);
            change.sub_(slope.matmul(tangents));
            power.add_(Power(Transform(tangents)).sum([0]));
            slopes.Add(slope.reshape(3, neurons).MoveToOuterDisposeScope());
        }

        return (cat(slopes, 1), change, power);
    }

    private static Tensor Transform(Tensor values) => fft.rfft(values, n: values.shape[^1], norm: TorchSharp.FFTNormType.Ortho);

    private static Tensor Power(Tensor transform) => transform.real.square() + transform.imag.square();

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
