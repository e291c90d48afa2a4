using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Theory.Poisson;
using TorchSharp;

namespace Overtone.Catalog.Poisson;

/// <summary>
/// A network and Jacobi's iteration solve one differential equation from opposite ends of the spectrum.
/// Source: 1901.06523, section 4 and Fig. 4.
/// </summary>
public sealed class DnnVersusJacobi : TensorStudy<DnnVersusJacobiOptions, DnnVersusJacobiTrial>
{
    /// <inheritdoc/>
    public override string Id => "dnn-vs-jacobi";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Poisson's equation: networks begin with low frequencies, Jacobi with high ones";

    /// <inheritdoc/>
    public override string Source => "Xu et al. 2019 (1901.06523), section 4, Fig. 4";

    /// <inheritdoc/>
    public override string Summary =>
        "-u'' = g with three frequencies is solved by Jacobi's iteration, Gauss-Seidel, a two-grid cycle and a deep Ritz network, and by Jacobi "
        + "from where the network stopped. Claims that Jacobi halves high frequencies first, as its eigenvalues say, and the network low ones; that "
        + "a hand-over saves sweeps; and that it pays, counted in operations. The two-grid cycle, which has no slow frequency, is the negative control.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run dnn-vs-jacobi", "run dnn-vs-jacobi --preset smoke --cells 128"];

    /// <inheritdoc/>
    protected override DnnVersusJacobiOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Cells = 100, Widths = [16], Steps = 30, Replicates = 2, Accuracy = 0.05 },
        Preset.Paper => new()
        {
            Widths = [4000, 500, 400],
            WeightScale = WeightScale.Fixed,
            Scale = 0.02,
            LearningRate = 5e-4,
            Steps = 5000,
        },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(DnnVersusJacobiOptions options)
    {
        DnnVersusJacobiOptions paper = Options(Preset.Paper);
        return options.Widths.SequenceEqual(paper.Widths) && options.Cells >= paper.Cells && options.Steps >= paper.Steps && options.Replicates >= paper.Replicates
            ? null
            : $"1-{string.Join('-', options.Widths)}-1, {options.Steps:N0} steps, {options.Cells} cells, {options.Replicates} seeds; the paper: 1-4000-500-400-1, 500 cells";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<DnnVersusJacobiTrial> Plan(
        DnnVersusJacobiOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<DnnVersusJacobiTrial>> finished)
    {
        if (options.Cells % 2 != 0)
            throw new InvalidOptionException("--cells", $"{options.Cells}", "an even number: the two-grid cycle halves it");
        if (options.Activation == Activation.Relu)
            throw new InvalidOptionException("--activation", "relu", "a smooth one: the energy holds the slope, whose own slope a ReLU network does not have");
        PoissonProblem problem = PoissonProblem.Published(options.Cells);
        // Within a margin of what the grid itself can reach, an iteration would creep for ever.
        if (2 * problem.LargestError(problem.Solve()) is var within && within > options.Accuracy)
            throw new InvalidOptionException("--accuracy", $"{options.Accuracy}", $"at least {within:0.0E+0}, twice the error of the exact solution on {options.Cells} cells");
        var network = new DnnVersusJacobiTrial
        {
            Cells = options.Cells,
            Accuracy = options.Accuracy,
            Widths = [1, .. options.Widths, 1],
            Activation = options.Activation,
            Initialisation = new Initialisation(WeightDistribution.Normal, options.WeightScale, options.Scale),
            LearningRate = options.LearningRate,
            Steps = options.Steps,
            Seed = 0,
        };
        return [network with { Widths = [], Steps = 0, LearningRate = 0 }, .. Enumerable.Range(0, options.Replicates).Select(n => network with { Seed = options.Seed + n })];
    }

    /// <inheritdoc/>
    protected override void Measure(DnnVersusJacobiTrial trial, TrialContext context, torch.Device device)
    {
        var measurement = new PoissonMeasurement(trial, context);
        if (trial.Widths.Length == 0)
            measurement.MeasureIterations();
        else
            measurement.MeasureNetwork(device);
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(DnnVersusJacobiOptions options, TableSet tables) =>
        new DnnVersusJacobiFindings(options, tables, Reduction(options)).Conclude();
}
