using Overtone.Catalog.Rivals;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Theory.Poisson;
using static Overtone.Catalog.Poisson.DnnVersusJacobi;

namespace Overtone.Catalog.Poisson;

/// <summary>What <see cref="DnnVersusJacobi"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class DnnVersusJacobiFindings(DnnVersusJacobiOptions options, Conclusion to)
{
    private const double Half = 0.5;

    private readonly ILookup<string, SpectralError> _errors = to.Rows<SpectralError>().ToLookup(r => r.Solver);
    private readonly ILookup<string, Arrival> _arrivals = to.Rows<Arrival>().ToLookup(r => r.Solver);

    public void Conclude()
    {
        Claims();
        Figures();
        Notes();
    }

    private void Claims()
    {
        Claim("jacobi-half-times", "Jacobi halves frequency k after ln 2 / −ln cos(2kπ/n) sweeps")
            .By("largest relative distance of the half-times of the three frequencies")
            .AtMost(0.03).Published("about 140, 980, 8800 (digitised)")
            .Of(Peaks.Max(peak => Math.Abs((HalfTime("jacobi", peak) / Jacobi.HalfTime(2 * peak, options.Cells)) - 1)));
        Claim("jacobi-spread", "Jacobi needs many times longer for the lowest frequency than for the highest")
            .By("half-time of the lowest over that of the highest").AtLeast(10).Published("63 (digitised)").Of(Spread("jacobi"));
        Claim("two-grid-spread", "A two-grid cycle does so too")
            .By("as for jacobi-spread, in cycles").AtLeast(10).AsControl().Of(Spread("two-grid"));
        Claim("network-order", "The network settles low frequencies first")
            .By("Spearman rank correlation of frequency and settling step (error below 0.5 to the end)")
            .AtLeast(0.8).Published("rising (digitised)")
            .Against(BlindLearner.Shrinking, 0.3, 0)
            .Against(BlindLearner.White, 0.3, _errors[White].GroupBy(r => r.Seed).Select(Order))
            .PerSeed(_errors[Network].GroupBy(r => r.Seed).Select(Order));
        Against(
            Claim("handover-saves-sweeps", "Jacobi after the network needs half the sweeps or fewer")
                .By("fewest sweeps over hand-over steps, as a share of those from zero")
                .AtMost(0.5).Published("from 3e-2 to 1e-3 in 65 s, against 124 s and more (digitised)"),
            HandOver, r => r.Sweeps);
        Against(
            Claim(
                "handover-pays",
                "Counted in operations, network and Jacobi together cost less than Jacobi alone, for some hand-over before the last step")
                .By("least work over hand-over steps, as a share of Jacobi's from zero")
                .AtMost(1).Published("in seconds, yes (digitised)"),
            HandOver, r => r.Handover < options.Steps ? r.Work : double.PositiveInfinity);
        Seconds();
    }

    private void Against(ClaimBuilder claim, string solver, Func<Arrival, double> cost) => claim
        .Against(BlindLearner.Shrinking, 0.05, BestShare(AfterShrinking, cost))
        .Against(BlindLearner.White, 0.05, BestShare(AfterWhite, cost))
        .PerSeed(BestShare(solver, cost));

    // The paper counts seconds, of its own machine; here those of this one.
    private void Seconds()
    {
        if (to.Rows<Timing>().Count == 0)
            return;
        double step = to.Rows<Timing>().First(r => r.Solver == Network).Seconds;
        double sweep = to.Rows<Timing>().First(r => r.Solver == "jacobi").Seconds;
        double alone = _arrivals["jacobi"].Single().Sweeps * sweep;
        to.Estimate(Estimate.OfMedian(
            "handover_seconds", [.. _arrivals[HandOver].Where(r => r.Handover < options.Steps).GroupBy(r => r.Seed)
                .Select(own => own.Min(r => (r.Handover * step) + (r.Sweeps * sweep)) / alone)],
            share => $"In seconds on this machine, network and Jacobi together take {StudyText.Number(share)} times as long as Jacobi "
                + $"alone, which takes {StudyText.Number(alone)} s; a training step takes {StudyText.Number(1e3 * step)} ms, a sweep "
                + $"{StudyText.Number(1e6 * sweep)} µs."));
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1901.06523, Fig. 4");

    private IEnumerable<double> BestShare(string solver, Func<Arrival, double> cost)
    {
        double alone = _arrivals["jacobi"].Min(r => r.Sweeps);
        return _arrivals[solver].GroupBy(r => r.Seed).Select(own => own.Min(cost) / alone);
    }

    private static double Order(IEnumerable<SpectralError> own) => RankOrder.Of(
        SettlingOrder.Of(own.Select(r => (r.Frequency, (double)r.Step, r.Error)), Half).Select(s => (s.Frequency, s.Settling)));

    private double Spread(string solver) => HalfTime(solver, Peaks[0]) / HalfTime(solver, Peaks[^1]);

    private double HalfTime(string solver, int peak) => Crossing.Exponential(
        [.. _errors[solver].Where(r => r.Frequency == peak).OrderBy(r => r.Step).Select(r => ((double)r.Step, r.Error))], Half);

    private void Figures()
    {
        to.Figure(
            "errors", "Which frequencies each solver starts with",
            "Relative error of the solution's three spectral peaks, at 1, 3 and 8 periods per interval, over sweeps, cycles or "
            + "training steps. Network: mean over seeds with the range. The dashed line is one half. The two-grid cycle starts from "
            + "zero and levels off at the error of the grid itself.",
            Errors("jacobi", 1e-3).X(r => r.Step, "sweeps", log: true), Errors(Network, 1e-3).X(r => r.Step, "training steps", log: true),
            Errors("gauss-seidel", 1e-3).X(r => r.Step, "sweeps", log: true), Errors("two-grid", 1e-6).X(r => r.Step, "cycles", max: 8));
        to.Figure(
            "handover", "Jacobi from where the network stopped",
            "Left: Jacobi sweeps still needed, against the training steps before them. Right: the cost of both together, in sweeps "
            + "over the grid. Mean over seeds with the range.",
            HandOvers("sweeps still needed").Y(r => r.Sweeps, "sweeps still needed", log: true),
            HandOvers("work of both (sweeps)").Y(r => r.Work, "work of both (sweeps)", log: true));
        to.Figure(
            "work", "Cost of reaching the required accuracy",
            "Work until the largest error is below the required accuracy, counted in sweeps over the grid, on a logarithmic axis. "
            + "For the network followed by Jacobi: mean over all hand-over steps and seeds, with the range.", perRow: 1,
            new Bars<Arrival>().Each(r => r.Solver).Y(r => r.Work, "work (sweeps)", log: true));
    }

    private static Plot<SpectralError> Errors(string solver, double lowest) => new Plot<SpectralError>(solver).Where(r => r.Solver, solver)
        .Y(r => r.Error, "relative error", log: true, min: lowest, max: 3).By(r => r.Frequency, "periods per interval")
        .MeanOver(r => r.Seed)
        .Line(Half, "one half");

    private static Plot<Arrival> HandOvers(string title) => new Plot<Arrival>(title).Where(r => r.Solver, HandOver)
        .X(r => r.Handover, "training steps before", log: true).MeanOver(r => r.Seed).LinesAndPoints();

    private void Notes()
    {
        to.Note("Jacobi's panel in the paper corresponds to 500 cells (half-times 137, 975, 8,779), not to the 1,001 points of the "
            + "text (548, 3,900, 35,100). Undamped Jacobi is as slow at the highest frequencies of the grid as at the lowest; the "
            + $"three watched ones lie in the lower half. Here n = {options.Cells}.");
        to.Note("Errors are of complex coefficients over the nodes, relative to those of the solution of the differential equation; index "
            + "k is k/2 cycles per unit.");
        to.Note("Work is counted, not timed: a sweep takes 4 operations per node, a training step 12 per weight and node (value and "
            + "slope, forward and backward). The paper's panel shows seconds; a processor does many more of a network's operations "
            + "in a second than of a sweep's; the summary has the seconds of this machine.");
        to.Note("The paper names no activation for this figure; tanh is used.");
    }
}
