using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.BallAverage;

/// <summary>
/// Averaging over a ball as a filter: the formula, and what the sampled average that is really taken does.
/// Source: 1905.12797, eqs. 5 to 8.
/// </summary>
public sealed class BallAverageStudy : TableTensorStudy<BallAverageOptions, BallAverageTrial>
{
    /// <inheritdoc/>
    public override string Id => "ball-average";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Post-averaging as a filter: the ball's factor, and the scheme's";

    /// <inheritdoc/>
    public override string Source => "Lin et al. 2019 (1905.12797), eqs. 5-8";

    /// <inheritdoc/>
    public override string Summary =>
        "Averaging a function over an n-ball multiplies its spectrum by a Bessel factor; post-averaging takes instead 6K + 1 points along random directions. "
        + "Claims that the factor is Γ(n/2 + 1) J(z) / (z/2)^{n/2} and falls with z to the power −(n + 1)/2, that the scheme has the mean response of three "
        + "spheres, and that one draw of it leaks √(6K)/(6K + 1) of every high frequency. That the scheme is the ball runs as a negative control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run ball-average", "run ball-average --preset smoke --dimensions 64 --radii 2"];

    /// <inheritdoc/>
    protected override BallAverageOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Dimensions = [64, 784], Radii = [2, 4], Draws = 20, BallDimensions = [2, 3], Points = 2000 },
        Preset.Paper => new() { Draws = 1000, Points = 2_000_000 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(BallAverageOptions options)
    {
        BallAverageOptions paper = Options(Preset.Paper);
        return options.Draws >= paper.Draws && options.Points >= paper.Points && paper.Dimensions.All(options.Dimensions.Contains)
            ? null
            : $"{options.Draws} draws of directions and {options.Points:N0} points of the ball; full size: 1,000 draws, 2,000,000 points";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<BallAverageTrial> Plan(
        BallAverageOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<BallAverageTrial>> finished)
    {
        if (options.Dimensions.Length != options.Radii.Length)
            throw new InvalidOptionException("--radii", $"{options.Radii.Length} radii", $"one for each of the {options.Dimensions.Length} dimensions");
        BallAverageTrial Trial(int dimension, double radius, int draws) =>
            new() { Dimension = dimension, Radius = radius, Directions = options.Directions, Draws = draws, Seed = options.Seed };
        return
        [
            .. options.Dimensions.Zip(options.Radii, (dimension, radius) => Trial(dimension, radius, options.Draws)),
            .. options.BallDimensions.Select(dimension => Trial(dimension, 0, options.Points)),
        ];
    }

    /// <inheritdoc/>
    protected override void Measure(BallAverageTrial trial, TrialContext context, torch.Device device)
    {
        if (trial.Radius > 0)
            BallAverageMeasurement.MeasureScheme(trial, context);
        else
            BallAverageMeasurement.MeasureBall(trial, context);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(BallAverageOptions options, TableSet tables) =>
        new BallAverageFindings(options, tables, Reduction(options)).Conclude();
}
