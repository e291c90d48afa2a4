using Overtone.Models.Networks;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.LinearFrequencyPrinciple;
using Overtone.Training;
using TorchSharp;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>
/// The prediction of the linear frequency principle in two dimensions: the exclusive-or problem, network against prediction at every test point.
/// Source: 1905.10264, two-dimensional figure.
/// </summary>
public sealed class LinearFrequencyXor : TableTensorStudy<LinearFrequencyXorOptions, XorTrial>
{
    /// <summary>The experiment.</summary>
    internal const string Xor = "exclusive-or";

    /// <summary>The negative control: networks that do not begin as zero.</summary>
    internal const string InitialFunction = "control-initial-function";

    private static readonly LinearFrequencySamples Samples = new(new double[,] { { 1, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } }, [1, -1, -1, 1]);

    /// <inheritdoc/>
    public override string Id => "lfp-xor";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Title => "Linear frequency principle in the plane: exclusive or";

    /// <inheritdoc/>
    public override string Source => "Zhang et al. 2019 (1905.10264), two-dimensional figure";

    /// <inheritdoc/>
    public override string Summary =>
        "Wide two-layer ReLU networks learn the exclusive or of two signs; the function they end at on the square is compared, point by point, with the one "
        + "predicted from their initial weights. Claims a correlation of 0.995 or more, and less difference for wider networks.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run lfp-xor", "run lfp-xor --preset smoke --widths 200,800 --side 20"];

    /// <inheritdoc/>
    protected override LinearFrequencyXorOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Widths = [100, 400], Replicates = 2, Side = 15, Loss = 1e-3 },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(LinearFrequencyXorOptions options)
    {
        LinearFrequencyXorOptions paper = Options(Preset.Paper);
        return options.Widths[^1] >= paper.Widths[^1] && options.Replicates >= paper.Replicates && options.Side >= paper.Side && options.Loss <= paper.Loss
            ? null
            : $"widths to {options.Widths[^1]:N0}, {options.Replicates} seeds, {options.Side}×{options.Side} test points; in full: widths to 50,000, 10 seeds, 40×40 test points";
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<XorTrial> Plan(
        LinearFrequencyXorOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<XorTrial>> finished)
    {
        WideNetworkOptions.RequireSeveralEven("--widths", options.Widths);
        options.RequireCutoff(SamplePoints.Nyquist(Samples.Points));
        TwoLayerInitialisation initialisation = options.Initialisation("--spreads", options.Spreads) with { Distribution = WeightDistribution.Normal };
        int control = LinearFrequencyXorFindings.JudgedWidth(options.Widths);
        return
        [
            .. options.Widths.SelectMany(width => Trials(options, Xor, initialisation, width)),
            .. options.Controls ? Trials(options, InitialFunction, initialisation with { IsAntisymmetric = false }, control) : [],
        ];
    }

    /// <inheritdoc/>
    protected override void Measure(XorTrial trial, TrialContext context, torch.Device device)
    {
        TwoLayerNetwork network = trial.Initialisation.Draw(2, trial.Width, trial.Seed);
        (ReluFrequencyWeight weight, FourierSeries predicted, KernelCondition condition) = WideNetworkTraining.Predict(network, Samples, trial);
        TwoLayerDescent descent = WideNetworkTraining.Train(network, Samples, trial, context);
        WideNetworkTraining.Write(trial, descent, weight, condition, context);

        double[,] points = SamplePoints.OnSquare(-1, 1, trial.Side);
        double[] found = network.At(points), expected = predicted.At(points);
        var outputs = new TableBuilder(
            "outputs", Column.Text("experiment"), Column.Integer("width", "neurons"), Column.Integer("seed"), Column.Number("x1"), Column.Number("x2"),
            Column.Number("network"), Column.Number("prediction"), Column.Number("difference"));
        for (int n = 0; n < found.Length; n++)
            outputs.Add(trial.Experiment, trial.Width, trial.Seed, points[n, 0], points[n, 1], found[n], expected[n], found[n] - expected[n]);
        context.Write(outputs.Build());
    }

    /// <inheritdoc/>
    protected override StudyFindings Conclude(LinearFrequencyXorOptions options, TableSet tables) =>
        new LinearFrequencyXorFindings(options, tables, Reduction(options)).Conclude();

    private static IEnumerable<XorTrial> Trials(LinearFrequencyXorOptions options, string experiment, TwoLayerInitialisation initialisation, int width) =>
        Enumerable.Range(0, options.Replicates).Select(n => new XorTrial
        {
            Experiment = experiment,
            Initialisation = initialisation,
            Width = width,
            Loss = options.Loss,
            Steps = options.Steps,
            Cutoff = options.Cutoff,
            Period = options.Period,
            Seed = options.Seed + n,
            Side = options.Side,
        });
}
