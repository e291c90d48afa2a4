using Overtone.Catalog.FrequencyPrinciple;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Theory.Poisson;

namespace Overtone.Catalog.Poisson;

/// <summary>What <see cref="DnnVersusJacobi"/> concludes from its tables.</summary>
internal sealed class DnnVersusJacobiFindings(DnnVersusJacobiOptions options, TableSet tables, string? reduction)
{
    // Proposed before any deciding run.
    private const double HalfTimeTolerance = 0.03, OrderThreshold = 0.8, SpreadThreshold = 10, SavingThreshold = 0.5, PayThreshold = 1, Half = 0.5;
    private const string HandOver = "network, then jacobi";

    private readonly SourceClaims _claims = new("1901.06523, Fig. 4", reduction, Replicates: 6);

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            _claims.Identity("jacobi-half-times", "Jacobi halves frequency k after ln 2 / −ln cos(2kπ/n) sweeps", "largest relative distance of the half-times of the three frequencies", HalfTimeTolerance, Direction.AtMost, HalfTimeError(), published: "about 140, 980, 8800 (digitised)"),
            _claims.Identity("jacobi-spread", "Jacobi needs many times longer for the lowest frequency than for the highest", "half-time of the lowest over that of the highest", SpreadThreshold, Direction.AtLeast, Spread("jacobi"), published: "63 (digitised)"),
            _claims.Identity("two-grid-spread", "A two-grid cycle does so too", "as for jacobi-spread, in cycles", SpreadThreshold, Direction.AtLeast, Spread("two-grid"), ClaimRole.NegativeControl),
            _claims.PerReplicate("network-order", "The network settles low frequencies first", "Spearman rank correlation of frequency and settling step (error below 0.5 to the end), mean over seeds", OrderThreshold, Direction.AtLeast, Networks().Select(own => SettlingOrder.RankCorrelation(SettlingOrder.Of(own, Half))), published: "rising (digitised)"),
            _claims.PerReplicate("handover-saves-sweeps", "Jacobi after the network needs half the sweeps or fewer", "fewest sweeps over hand-over steps, as a share of those from zero, mean over seeds", SavingThreshold, Direction.AtMost, BestShare("sweeps", _ => true), published: "from 3e-2 to 1e-3 in 65 s, against 124 s and more (digitised)"),
            _claims.PerReplicate("handover-pays", "Counted in operations, network and Jacobi together cost less than Jacobi alone, for some hand-over before the last step", "least work over hand-over steps, as a share of Jacobi's from zero, mean over seeds", PayThreshold, Direction.AtMost, BestShare("work", row => row.Integer("handover") < options.Steps), published: "in seconds, yes (digitised)"),
        ],
        Figures = DnnVersusJacobiFigures.All,
        Notes =
        [
            $"Jacobi's panel in the paper belongs to 500 cells (half-times 137, 975, 8,779), not to the 1,001 points of the text (548, 3,900, 35,100). Undamped Jacobi is as slow at the highest frequencies of the grid as at the lowest; the three watched ones lie in the lower half. Here n = {options.Cells}.",
            "Errors are of complex coefficients over the nodes, relative to those of the solution of the differential equation; index k is k/2 cycles per unit.",
            "Work is counted, not timed: a sweep is 4 operations a node, a training step 12 a weight and node (value and slope, forward and backward). The paper's panel shows seconds, in which a processor does many more of a network's operations than of a sweep's.",
            "The paper names no activation for this figure; tanh is used.",
        ],
    };

    private IEnumerable<IGrouping<long, Row>> Networks() => tables["errors"].Rows.Where(r => r.Text("solver") == "network").GroupBy(r => r.Integer("seed"));

    private double JacobiAlone(string column) => tables["arrivals"].Rows.Single(r => r.Text("solver") == "jacobi").Number(column);

    private IEnumerable<double> BestShare(string column, Func<Row, bool> isCounted)
    {
        double alone = JacobiAlone(column);
        return tables["arrivals"].Rows.Where(r => r.Text("solver") == HandOver && isCounted(r)).GroupBy(r => r.Integer("seed")).Select(own => own.Min(r => r.Number(column)) / alone);
    }

    private double HalfTimeError() => PoissonMeasurement.Peaks.Max(peak => Math.Abs((HalfTime("jacobi", peak) / Jacobi.HalfTime(2 * peak, options.Cells)) - 1));

    private double Spread(string solver) => HalfTime(solver, PoissonMeasurement.Peaks[0]) / HalfTime(solver, PoissonMeasurement.Peaks[^1]);

    // Between two records the error is taken to fall exponentially.
    private double HalfTime(string solver, int peak)
    {
        Row[] rows = [.. tables["errors"].Rows.Where(r => r.Text("solver") == solver && r.Number("frequency") == peak).OrderBy(r => r.Integer("step"))];
        int first = Array.FindIndex(rows, r => r.Number("error") <= Half);
        if (first < 1)
            return double.NaN;
        (Row before, Row after) = (rows[first - 1], rows[first]);
        double share = Math.Log(before.Number("error") / Half) / Math.Log(before.Number("error") / after.Number("error"));
        return before.Integer("step") + (share * (after.Integer("step") - before.Integer("step")));
    }
}
