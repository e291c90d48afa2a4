using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.ContinuousViewpoint;

/// <summary>
/// Gradient flows of features on a circle: where the frequency principle holds, and where it fails.
/// Source: 1912.12777.
/// </summary>
public sealed class ContinuousViewpointStudy : TableTensorStudy<ContinuousViewpointOptions, ContinuousViewpointTrial>
{
    /// <summary>The width of the simulated features.</summary>
    internal const double ParticleWidth = 0.5;

    /// <inheritdoc/>
    public override string Id => "continuous-viewpoint";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Gradient flows on a circle: low frequencies first, unless features move";

    /// <inheritdoc/>
    public override string Source => "E, Ma, Wu 2020 (1912.12777)";

    /// <inheritdoc/>
    public override string Summary =>
        "Periodic Gaussian features fit a function by gradient flow. The rate of each frequency is computed by formula and by an operator on a grid, for "
        + "moving coefficients and for moving features, whose particles are simulated too. Claims that with fixed features low frequencies come first at every width, "
        + "and that with moving features frequencies near √2/h do; that they come first at 2/h runs as a negative control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run continuous-viewpoint", "run continuous-viewpoint --preset smoke --widths 0.3"];

    /// <inheritdoc/>
    protected override ContinuousViewpointOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [0.5, 0.25], Highest = 10, Particles = 64, TimeStep = 0.2, Replicates = 2 },
        Preset.Paper => new() { Highest = 40, Particles = 2048, TimeStep = 0.02, Replicates = 20 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(ContinuousViewpointOptions options)
    {
        ContinuousViewpointOptions paper = Options(Preset.Paper);
        return options.Particles >= paper.Particles && options.Replicates >= paper.Replicates && options.Highest >= paper.Highest && options.TimeStep <= paper.TimeStep
            && paper.Widths.All(options.Widths.Contains)
            ? null
            : $"{options.Particles:N0} particles, time step {options.TimeStep}, {options.Replicates} seeds; full size: 2,048 particles, time step 0.02, 20 seeds (the paper's sizes are not known)";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<ContinuousViewpointTrial> Plan(
        ContinuousViewpointOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<ContinuousViewpointTrial>> finished)
    {
        if (options.Widths.FirstOrDefault(h => Math.Sqrt(2) / h >= options.Highest) is var narrow && narrow > 0)
            throw new InvalidOptionException("--highest", $"{options.Highest}", $"more than √2/h = {Math.Sqrt(2) / narrow:0.0}, the fastest frequency of moving features of width {narrow}");
        ContinuousViewpointTrial Trial(double width, int particles, long seed) =>
            new() { Width = width, Highest = options.Highest, Particles = particles, TimeStep = particles == 0 ? 0 : options.TimeStep, Seed = seed };
        return
        [
            .. options.Widths.Select(width => Trial(width, 0, 0)),
            .. Enumerable.Range(0, options.Replicates).Select(n => Trial(ParticleWidth, options.Particles, options.Seed + n)),
        ];
    }

    /// <inheritdoc/>
    protected override void Measure(ContinuousViewpointTrial trial, TrialContext context, torch.Device device)
    {
        if (trial.Particles == 0)
            ContinuousViewpointMeasurement.MeasureKernels(trial, context);
        else
            ContinuousViewpointMeasurement.MeasureParticles(trial, context);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(ContinuousViewpointOptions options, TableSet tables) =>
        new ContinuousViewpointFindings(options, tables, Reduction(options)).Conclude();
}
