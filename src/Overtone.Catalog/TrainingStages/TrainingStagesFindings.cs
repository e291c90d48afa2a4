using MathNet.Numerics.Statistics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.TrainingStages;

/// <summary>What <see cref="TrainingStagesStudy"/> concludes from its tables.</summary>
internal sealed class TrainingStagesFindings(TableSet tables, string? reduction)
{
    // Proposed before any run. A power −(2k + 1) is expected of the k-th power of ReLU.
    private const double ReluExponent = -2;
    private const double ReluSquaredExponent = -4;
    private const double FarShare = 1e-15;
    private const double Balance = 1e-12;
    private const double Tolerance = 1e-10;
    private const double UniformExponent = -1.5;
    private const double LowShare = 0.5;
    private const double LowestFitted = 2.5;

    private const string Normal = "normal", Relu = "relu";

    private const string Exponent = "slope of the logarithm of the share on that of the cut-off, from 2.5 cycles per unit, median over recorded steps; mean over networks";

    private readonly SourceClaims _claims = new("1906.09235", reduction, "network", Replicates: 6);

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            Bound("balance", "The losses below and above a cut-off change together by the square of the gradient", "largest relative deviation over all steps, cut-offs and networks", Balance, Check("imbalance")),
            Bound("moment", "At every step the share of the change above a cut-off keeps within its bound", "largest share, as a part of 2 √L⁺ G / |∇L|, over all steps, cut-offs and networks", 1 + Tolerance, Check("bound_used")),
            Bound("late", "At every step it also keeps within the bound of the final stage, with that step's gradient", "largest share, as a part of 2 √L G / |∇L|, over all steps, cut-offs and networks", 1 + Tolerance, Check("late_bound_used")),
            Bound("smoothness", "What the derivatives by the parameters hold above a cut-off keeps within what their smoothness allows", "largest G, as a part of (2πη)^(−s) times their Sobolev norm of order s, over all steps, cut-offs and networks; s = 0.4, 1.4 and 4", 1 + Tolerance, Check("smoothness_used")),
            Bound("half-life", "While the loss halves, the share of its change above a cut-off keeps within its bound", "largest share, as a part of 2√2 sup G √T, over all windows, cut-offs and networks", 1 + Tolerance, MostOfWindowBound()),
            _claims.PerReplicate("relu-exponent", "With ReLU the share falls with the cut-off at least as its power −2", Exponent, ReluExponent, Direction.AtMost, Exponents(Relu, Normal)),
            _claims.PerReplicate("relu-squared-exponent", "With ReLU² the share falls with the cut-off at least as its power −4", Exponent, ReluSquaredExponent, Direction.AtMost, Exponents("relu-squared", Normal)),
            _claims.PerReplicate(
                "tanh-far", "With tanh nothing of the change is at far frequencies",
                $"share above {StudyText.Number(TrainingStagesMeasurement.FarCutoff)} cycles per unit, the largest over recorded steps; mean over networks", FarShare, Direction.AtMost,
                ByNetwork("tanh", Normal).Select(rows => At(rows, TrainingStagesMeasurement.FarCutoff).Max(r => r.Number("share")))),
            _claims.PerReplicate("jumps", "Uniform inputs, whose density jumps, spoil the power", Exponent, UniformExponent, Direction.AtLeast, Exponents(Relu, "uniform"), ClaimRole.NegativeControl),
            _claims.PerReplicate(
                "between-the-target", "Above a cut-off between the target's own frequencies most of the late change happens",
                $"share above {StudyText.Number(TrainingStagesMeasurement.LowCutoff)} cycles per unit at the last recorded step, ReLU; mean over networks", LowShare, Direction.AtLeast,
                ByNetwork(Relu, Normal).Select(rows => At(rows, TrainingStagesMeasurement.LowCutoff).MaxBy(r => r.Integer("step")).Number("share")), ClaimRole.NegativeControl),
        ],
        Figures = [Shares(), Bounds()],
        Notes =
        [
            "The theorems speak of the change of the loss, not of what is left of it: late in training what is left is at high frequencies.",
            .. Diverged(),
            "Plain gradient descent stands for gradient flow; stochastic and adaptive steps are none.",
            "The paper's own proofs were not at hand: the bounds are derived anew, by the Cauchy-Schwarz inequality, and have the theorems' form.",
        ],
    };

    private IEnumerable<string> Diverged()
    {
        Row[] networks = [.. tables[TrainingStagesMeasurement.Checks].Rows], stopped = [.. networks.Where(r => r.Integer("steps") < networks.Max(other => other.Integer("steps")))];
        return stopped.Length == 0 ? [] :
        [
            $"{stopped.Length} of {networks.Length} trainings diverged, the learning rate being too large for their curvature, and were ended before: "
                + $"{string.Join(", ", stopped.Select(r => $"{r.Text("activation")}, {r.Text("inputs")} inputs, network {r.Integer("seed")} after {r.Integer("steps") - 1} steps"))}.",
        ];
    }

    private double Check(string column) => tables[TrainingStagesMeasurement.Checks].Rows.Max(r => r.Number(column));

    // NaN where no loss halved: then there is nothing to judge.
    private double MostOfWindowBound() => tables[TrainingStagesMeasurement.Windows].Rows
        .Where(r => r.Number("bound") > 0).Select(r => r.Number("share") / r.Number("bound")).DefaultIfEmpty(double.NaN).Max();

    private IEnumerable<IReadOnlyList<Row>> ByNetwork(string activation, string inputs) => tables[TrainingStagesMeasurement.Shares].Rows
        .Where(r => r.Text("activation") == activation && r.Text("inputs") == inputs)
        .GroupBy(r => r.Integer("seed"))
        .Select(network => network.ToArray());

    private static IEnumerable<Row> At(IReadOnlyList<Row> rows, double cutoff) => rows.Where(r => r.Number("cutoff") == cutoff);

    private IEnumerable<double> Exponents(string activation, string inputs) =>
        ByNetwork(activation, inputs).Select(rows => rows.GroupBy(r => r.Integer("step")).Select(step => Slope(step)).Median());

    private static double Slope(IEnumerable<Row> rows) => LineFit.Of(
        [.. rows.Where(r => r.Number("cutoff") >= LowestFitted && r.Number("share") > 0).Select(r => (Math.Log(r.Number("cutoff")), Math.Log(r.Number("share"))))]).Slope;

    private JudgedClaim Bound(string id, string statement, string statistic, double threshold, double value) => _claims.Identity(id, statement, statistic, threshold, Direction.AtMost, value);

    private static Figure Shares() => new()
    {
        Id = "shares",
        Title = "The share of the loss's change above a cut-off",
        Caption = "|dL⁺/dt| / |dL/dt| under gradient flow against the cut-off, at some steps of training; mean over networks with their range. Target sin 2x + ½ sin 6x, whose frequencies are 0.32 and 0.95 cycles per unit; "
            + "normal inputs, and in the last panel uniform ones, whose jumps spread over all frequencies. A power of the cut-off is a straight line.",
        Panels =
        [
            Panel("ReLU", Relu, Normal),
            Panel("ReLU²", "relu-squared", Normal),
            Panel("tanh", "tanh", Normal),
            Panel("ReLU, uniform inputs", Relu, "uniform"),
        ],
    };

    private static SeriesPanel Panel(string title, string activation, string inputs) => new()
    {
        Title = title,
        Table = TrainingStagesMeasurement.Shares,
        Where = [new Where("activation", activation), new Where("inputs", inputs)],
        X = new Axis("cutoff", "cut-off (cycles per unit)", Logarithmic: true),
        Y = new Axis("share", "share of the change", Logarithmic: true),
        Series = "step",
        SeriesLabel = "step",
        Replicate = "seed",
    };

    private static Figure Bounds() => new()
    {
        Id = "half-life-bounds",
        Title = "While the loss halves: the share above a cut-off and its bound",
        Caption = "∫|dL⁺/dt| dt / ∫|dL/dt| dt over windows in which the loss halves, and the most it can be, 2√2 sup G √T; the first window of each network, mean over networks with their range; normal inputs.",
        Panels =
        [
            new SeriesPanel { Title = "share", Table = TrainingStagesMeasurement.Windows, Where = First, X = new Axis("cutoff", "cut-off (cycles per unit)", Logarithmic: true), Y = new Axis("share", "share of the change", Logarithmic: true), Series = "activation", Replicate = "seed" },
            new SeriesPanel { Title = "bound", Table = TrainingStagesMeasurement.Windows, Where = First, X = new Axis("cutoff", "cut-off (cycles per unit)", Logarithmic: true), Y = new Axis("bound", "bound of the share", Logarithmic: true), Series = "activation", Replicate = "seed" },
        ],
    };

    private static Where[] First => [new Where("first_step", "0"), new Where("inputs", Normal)];
}
