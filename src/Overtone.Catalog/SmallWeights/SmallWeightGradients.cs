using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using Overtone.Studies.Tables;
using Overtone.Theory.SmallWeights;

namespace Overtone.Catalog.SmallWeights;

internal sealed record SmallWeightGradientsOptions : StudyOptions, IPresets<SmallWeightGradientsOptions>
{
    public static SmallWeightGradientsOptions Smoke => new() { Widths = [2, 10], Draws = 2000, Networks = 3 };

    public static SmallWeightGradientsOptions Thorough => new() { Networks = 20 };

    // The theorems name no size.
    public static SmallWeightGradientsOptions Paper => new() { Draws = 200_000 };

    [Option("Numbers of hidden neurons", Minimum = 1, Maximum = 10_000, Reduced = Reduced.WhenMissing)]
    public int[] Widths { get; init; } = [2, 10, 50];

    [Option(
        "Radii of the balls that input weights are drawn from; those up to 1 decide the claims, 20 the "
        + "control", Above = 0, Reduced = Reduced.WhenMissing)]
    public double[] Radii { get; init; } = [20, 2, 1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3];

    [Option("Low angular frequency of the target", Above = 0)]
    public double Low { get; init; } = 1;

    [Option("High angular frequency of the target", Above = 0)]
    public double High { get; init; } = 2;

    [Option("Draws of input weights for each ball", Minimum = 1, Reduced = Reduced.WhenLess)]
    public int Draws { get; init; } = 60_000;

    [Option(
        "Draws of output weights and biases, each kept fixed while input weights are drawn",
        Minimum = 1, Reduced = Reduced.WhenLess, CountsReplicates = true)]
    public int Networks { get; init; } = 10;
}

/// <summary>Output weights and biases, and the balls of input weights.</summary>
internal sealed record SmallWeightGradientsTrial(int Width, double[] Radii, double Low, double High, int Draws, long Seed) : TrialParameters
{
    public override string Label => $"{Width} neurons, network {Seed}";
}

/// <summary>
/// Why low frequencies are learned first, as two theorems say it: where the input weights of a tanh network are small, every parameter is
/// moved by the low frequency. The share of input weights for which that fails is counted, ball by ball.
/// Source: 1901.06523, Theorems 1 and 2.
/// </summary>
internal sealed class SmallWeightGradients() : Study<SmallWeightGradientsOptions, SmallWeightGradientsTrial>(
    "small-weight-gradients", "Small weights: the low frequency dominates every gradient", "Xu et al. 2019 (1901.06523), Theorems 1 and 2")
{
    /// <summary>The control's radius, and up to which radius small balls are fitted.</summary>
    public const double Large = 20, LargestFitted = 1;

    /// <summary>To how many radii at least.</summary>
    public const int FewestFitted = 4;

    public override string Backend => "MathNet.Numerics "
        + $"{typeof(MathNet.Numerics.SpecialFunctions).Assembly.GetName().Version?.ToString(3)}";

    public override string Summary =>
        "Draws the input weights of tanh networks with one hidden layer from balls of falling radius, and computes the gradients of "
        + "the loss at a low and at a high frequency in closed form. Claims that draws for which the high frequency moves some "
        + "parameter more become rare as e^(−c/δ), not as a power of the radius δ.";

    public override IndependentScript? Independent => SmallWeightsIndependent.Script;

    public override IReadOnlyList<string> Examples =>
        ["run small-weight-gradients", "run small-weight-gradients --preset smoke --widths 5 --high 3"];

    protected override IEnumerable<SmallWeightGradientsTrial> Plan(SmallWeightGradientsOptions options)
    {
        if (options.Low >= options.High)
            throw new InvalidOptionException("--low", $"{options.Low} with --high {options.High}", "a frequency below the high one");
        if (!options.Radii.Contains(Large) || options.Radii.Distinct().Count(radius => radius <= LargestFitted) < FewestFitted)
            throw new InvalidOptionException(
                "--radii", string.Join(", ", options.Radii), $"{Large} and at least {FewestFitted} up to {LargestFitted}: they decide the "
                    + "claims");
        return options.Widths.SelectMany(width => Enumerable.Range(0, options.Networks).Select(network =>
            new SmallWeightGradientsTrial(width, options.Radii, options.Low, options.High, options.Draws, options.Seed + network)));
    }

    protected override void Measure(SmallWeightGradientsTrial trial, Recorder to)
    {
        var theorems = SmallWeightTheorems.Draw(trial.Width, trial.Seed, trial.Low, trial.High);
        for (int n = 0; n < trial.Radii.Length; n++)
        {
            long seed = (long)RandomStreams.SeedOf(trial.Seed, $"input-weights/{trial.Width}", n);
            (int first, int second) = theorems.Failures(trial.Radii[n], trial.Draws, seed, to.Cancellation);
            to.Add(new Failures(trial.Width, trial.Seed, trial.Radii[n], trial.Draws, first, second));
            to.Report((n + 1.0) / trial.Radii.Length);
        }
    }

    protected override void Conclude(SmallWeightGradientsOptions options, Conclusion to) =>
        new SmallWeightGradientsFindings(options, to).Conclude();

    /// <summary>How many draws from a ball fail each theorem's event.</summary>
    [Table("failures")]
    internal sealed record Failures(int Width, long Seed, double Radius, int Draws, int Theorem_1, int Theorem_2)
    {
        /// <summary>The share of draws that fail theorem 1 or 2.</summary>
        public double Share(int theorem) => (double)(theorem == 1 ? Theorem_1 : Theorem_2) / Draws;
    }
}
