using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.SmallWeights;

/// <summary>
/// Why low frequencies are learned first, as two theorems say it: where the input weights of a tanh network are small, every parameter is moved by the low
/// frequency. The share of input weights for which that fails is counted, ball by ball.
/// Source: 1901.06523, Theorems 1 and 2.
/// </summary>
public sealed class SmallWeightGradients : TableStudy<SmallWeightGradientsOptions, SmallWeightGradientsTrial>
{
    private const int PaperDraws = 200_000;
    private const int PaperWidths = 3;

    /// <inheritdoc/>
    public override string Id => "small-weight-gradients";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Backend => $"MathNet.Numerics {typeof(MathNet.Numerics.SpecialFunctions).Assembly.GetName().Version?.ToString(3)}";

    /// <inheritdoc/>
    public override string Title => "Small weights: every gradient is the low frequency's";

    /// <inheritdoc/>
    public override string Source => "Xu et al. 2019 (1901.06523), Theorems 1 and 2";

    /// <inheritdoc/>
    public override string Summary =>
        "Draws the input weights of tanh networks with one hidden layer from balls of falling radius, and computes the gradients of the loss at a low and at a "
        + "high frequency in closed form. Claims that the draws for which some parameter listens to the high frequency more vanish exponentially fast.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run small-weight-gradients", "run small-weight-gradients --preset smoke --widths 5 --high 3"];

    /// <inheritdoc/>
    protected override SmallWeightGradientsOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [2, 10], Draws = 2000, Networks = 3 },
        Preset.Paper => new() { Draws = PaperDraws },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(SmallWeightGradientsOptions options) => options.Draws >= PaperDraws && options.Widths.Length >= PaperWidths
        ? null
        : $"{options.Draws:N0} draws a ball, {options.Widths.Length} numbers of neurons; at full size {PaperDraws:N0} and {PaperWidths} (the theorems name neither)";

    /// <inheritdoc/>
    protected override IReadOnlyList<SmallWeightGradientsTrial> Plan(
        SmallWeightGradientsOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<SmallWeightGradientsTrial>> finished)
    {
        if (options.Low >= options.High)
            throw new InvalidOptionException("--low", $"{options.Low} with --high {options.High}", "a frequency below the high one");
        foreach (double radius in SmallWeightGradientsFindings.Deciding.Where(radius => !options.Radii.Contains(radius)))
            throw new InvalidOptionException("--radii", $"none of {radius}", $"{string.Join(", ", SmallWeightGradientsFindings.Deciding)} among them: they decide the claims");
        return
        [
            .. from width in options.Widths
               from network in Enumerable.Range(0, options.Networks)
               select new SmallWeightGradientsTrial
               {
                   Width = width,
                   Radii = options.Radii,
                   Low = options.Low,
                   High = options.High,
                   Draws = options.Draws,
                   Seed = options.Seed + network,
               },
        ];
    }

    /// <inheritdoc/>
    protected override void Measure(SmallWeightGradientsTrial trial, TrialContext context) => SmallWeightGradientsMeasurement.Run(trial, context);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(SmallWeightGradientsOptions options, TableSet tables) => new SmallWeightGradientsFindings(options, tables, Reduction(options)).Conclude();
}
