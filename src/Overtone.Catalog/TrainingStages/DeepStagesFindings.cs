using Overtone.Studies.Findings;
using Overtone.Theory.TrainingStages;
using static Overtone.Catalog.TrainingStages.DeepStages;
using static Overtone.Catalog.TrainingStages.TrainingStagesStudy;

namespace Overtone.Catalog.TrainingStages;

/// <summary>
/// What <see cref="TrainingStagesStudy"/> says of deep networks. The power −2 follows from the bound of a moment: √E⁺ falls as η^(−3/2)
/// where the error has kinks, and G as η^(−1/2) where its derivatives by the parameters jump. What is asked of tanh and the margins were
/// set on trial networks in NumPy, and kept after networks 9001 to 9010. Judged is the whole training, as in the theorem of the
/// intermediate stage: the change of a single moment crosses zero here and there, and its exponents scatter.
/// </summary>
internal sealed class DeepStagesFindings(Conclusion to)
{
    private const double Tolerance = 1e-10;
    // Shares below come near rounding.
    private const double Rounding = 1e-24;
    private const double TanhExponent = -15, ReluMargin = 0.5, TanhMargin = 10;
    private const string Exponent = "slope of the logarithm of the share of the whole training's change on that of the cut-off, from 2.5 "
        + "cycles per unit";

    private readonly IReadOnlyList<DeepCheck> _checks = to.Rows<DeepCheck>();

    public void Conclude()
    {
        Bounds();
        Powers();
        Figures();
        Notes();
    }

    private void Bounds()
    {
        Claim("deep-balance", "Deep networks: the energies below and above a cut-off change together as the whole does")
            .By("largest relative deviation over all moments, cut-offs and networks").AtMost(1e-12).Of(_checks.Max(r => r.Imbalance));
        Claim("deep-gradient", "Deep networks: the loss changes by the square of its gradient, whatever its power")
            .By("largest relative deviation over all moments and networks").AtMost(1e-12).Of(_checks.Max(r => r.LossImbalance));
        Claim("deep-moment", "Deep networks: at every moment the change above a cut-off keeps within its bound, whatever the loss")
            .By("largest |dE⁺/dt|, as a part of 2 √E⁺ G |∇L|, over all moments, cut-offs and networks")
            .AtMost(1 + Tolerance).Of(_checks.Max(r => r.BoundUsed));
        Claim("deep-late", "Deep networks: it also keeps within the bound of the final stage, with that moment's gradient")
            .By("largest |dE⁺/dt|, as a part of 2 L^(1/p) G |∇L|, over all moments, cut-offs and networks")
            .AtMost(1 + Tolerance).Of(_checks.Max(r => r.LateBoundUsed));
        Claim("deep-smoothness", "Deep networks: what the derivatives hold above a cut-off keeps within what their smoothness allows")
            .By("largest G, as a part of (2πη)^(−s) times their Sobolev norm of order s, over all moments, cut-offs and networks; s = 0.4 "
                + "and 4")
            .AtMost(1 + Tolerance).Of(_checks.Max(r => r.SmoothnessUsed));
        // NaN where no loss halved: then there is nothing to judge.
        Claim(
            "deep-half-life", "Deep networks: while the loss halves, the change above a cut-off keeps within its bound, whatever the loss")
            .By("largest ∫|dE⁺/dt| dt / ∫|dL/dt| dt, as a part of 2√2 sup G √T L^(1/p − 1/2), over all windows, cut-offs and networks")
            .AtMost(1 + Tolerance)
            .Of(_checks.Where(r => r.Windows > 0).Select(r => r.WindowUsed).DefaultIfEmpty(double.NaN).Max());
    }

    private void Powers()
    {
        double[] relu = [.. Exponents(HiddenActivation.Relu, InputDensity.Normal, isSquare: true)];
        Claim("deep-relu-exponent", "With deep ReLU networks the share falls with the cut-off at least as its power −2").By(Exponent)
            .AtMost(-2)
            .Against(
                "the same networks on inputs whose density jumps", ReluMargin,
                Exponents(HiddenActivation.Relu, InputDensity.Uniform, isSquare: true))
            .Per("network", relu);
        Claim(
            "deep-tanh-exponent",
            $"With deep tanh networks it falls faster than that: at least as the power {StudyText.Number(TanhExponent).Replace('-', '−')}")
            .By(Exponent).AtMost(TanhExponent)
            .Against("deep networks with ReLU", TanhMargin, relu)
            .Per("network", Exponents(HiddenActivation.Tanh, InputDensity.Normal, isSquare: true));
        Claim(
            "other-loss-exponent",
            "With a loss of a higher power the change above a cut-off falls with it at least as its power −2, too: the loss does not "
            + "matter")
            .By(Exponent + ", deep ReLU networks").AtMost(-2)
            .Against(
                "the same networks on inputs whose density jumps, with that loss", ReluMargin,
                Exponents(HiddenActivation.Relu, InputDensity.Uniform, isSquare: false))
            .Per("network", Exponents(HiddenActivation.Relu, InputDensity.Normal, isSquare: false));
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1906.09235 (derived)");

    private IEnumerable<double> Exponents(HiddenActivation activation, InputDensity inputs, bool isSquare) =>
        to.Rows<WholeShare>().Where(r => r.Activation == activation && r.Inputs == inputs && r.Power == Square == isSquare)
            .GroupBy(r => r.Seed).Select(Slope);

    private static double Slope(IEnumerable<WholeShare> rows)
    {
        (double, double)[] points = [.. rows.Where(r => r.Cutoff >= LowestFitted && r.Share > Rounding)
            .Select(r => (Math.Log(r.Cutoff), Math.Log(r.Share)))];
        return points.Length < 2 ? double.NaN : LineFit.Of(points).Slope;
    }

    private void Figures()
    {
        double other = to.Rows<MomentShare>().Max(r => r.Power);
        to.Figure(
            "deep-moments", "Deep networks: the change above a cut-off at single moments",
            "|dE⁺/dt| / |dL/dt| against the cut-off, at some steps of training, with the loss L = ∫ |h − f|ᵖ ρ dx; E⁺ is the energy of the "
            + "error above the cut-off, for p = 2 the loss's. Inputs are normal, and in the last panel uniform. Mean over networks with "
            + "their range. A power of the cut-off is a straight line; below 1e−30 is rounding.",
            Moments("ReLU, p = 2", HiddenActivation.Relu, Square),
            Moments($"ReLU, p = {StudyText.Number(other)}", HiddenActivation.Relu, other),
            Moments("tanh, p = 2", HiddenActivation.Tanh, Square),
            Moments("ReLU, uniform inputs, p = 2", HiddenActivation.Relu, Square, InputDensity.Uniform));
        to.Figure(
            "deep-shares", "Deep networks: the change above a cut-off in the whole training",
            "∫|dE⁺/dt| dt / ∫|dL/dt| dt over the whole training against the cut-off, for both losses. Mean over networks with their range. "
            + "The slopes of these lines decide the claims; the jumps of uniform inputs spread over all frequencies.",
            3,
            Shares("ReLU", HiddenActivation.Relu, InputDensity.Normal),
            Shares("ReLU, uniform inputs", HiddenActivation.Relu, InputDensity.Uniform),
            Shares("tanh", HiddenActivation.Tanh, InputDensity.Normal));
    }

    private static Plot<MomentShare> Moments(
        string title, HiddenActivation activation, double power, InputDensity inputs = InputDensity.Normal) => new Plot<MomentShare>(title)
        .Where(r => r.Activation, activation).Where(r => r.Inputs, inputs).Where(r => r.Power, power)
        .X(r => r.Cutoff, "cut-off (cycles per unit)", log: true).Y(r => r.Share, "change, as a part of the loss's", log: true)
        .By(r => r.Step, "step").MeanOver(r => r.Seed);

    private static Plot<WholeShare> Shares(string title, HiddenActivation activation, InputDensity inputs) => new Plot<WholeShare>(title)
        .Where(r => r.Activation, activation).Where(r => r.Inputs, inputs)
        .X(r => r.Cutoff, "cut-off (cycles per unit)", log: true).Y(r => r.Share, "change, as a part of the loss's", log: true)
        .By(r => r.Power, "p").MeanOver(r => r.Seed);

    private void Notes()
    {
        to.Note("With a loss of another power than 2 there is no loss above a cut-off: followed is the energy of the error, "
            + "∫ (h − f)² ρ dx, while the networks are trained with the other loss. Its change is divided by the loss's.");
        DeepCheck[] stopped = [.. _checks.Where(r => r.Steps < _checks.Max(other => other.Steps))];
        if (stopped.Length > 0)
            to.Note($"{stopped.Length} of {_checks.Count} deep networks diverged, because the learning rate was too large for their "
                + "curvature, and were stopped early: "
                + string.Join(", ", stopped.Select(r =>
                    $"{StudyText.Kebab(r.Activation)}, {StudyText.Kebab(r.Inputs)} inputs, power {StudyText.Number(r.Power)}, network "
                    + $"{r.Seed} after {r.Steps} steps"))
                + ".");
    }
}
