using MathNet.Numerics.Statistics;
using Overtone.Studies.Findings;
using Overtone.Theory.TrainingStages;
using static Overtone.Catalog.TrainingStages.TrainingStagesStudy;

namespace Overtone.Catalog.TrainingStages;

/// <summary>
/// What <see cref="TrainingStagesStudy"/> says of its rows. Thresholds were proposed before any run; a power −(2k + 1) is expected of the
/// k-th power of ReLU.
/// </summary>
internal sealed class TrainingStagesFindings(Conclusion to)
{
    private const double Tolerance = 1e-10;
    private const string Exponent =
        "slope of the logarithm of the share on that of the cut-off, from 2.5 cycles per unit, median over recorded steps";

    private readonly IReadOnlyList<Check> _checks = to.Rows<Check>();

    public void Conclude()
    {
        Bounds();
        Powers();
        Figures();
        Notes();
    }

    private void Bounds()
    {
        Claim("balance", "The losses below and above a cut-off change together by the square of the gradient")
            .By("largest relative deviation over all steps, cut-offs and networks").AtMost(1e-12).Of(_checks.Max(r => r.Imbalance));
        Claim("moment", "At every step the share of the change above a cut-off keeps within its bound")
            .By("largest share, as a part of 2 √L⁺ G / |∇L|, over all steps, cut-offs and networks")
            .AtMost(1 + Tolerance).Of(_checks.Max(r => r.BoundUsed));
        Claim("late", "At every step it also keeps within the bound of the final stage, with that step's gradient")
            .By("largest share, as a part of 2 √L G / |∇L|, over all steps, cut-offs and networks")
            .AtMost(1 + Tolerance).Of(_checks.Max(r => r.LateBoundUsed));
        Claim("smoothness", "What the derivatives by the parameters hold above a cut-off keeps within what their smoothness allows")
            .By("largest G, as a part of (2πη)^(−s) times their Sobolev norm of order s, over all steps, cut-offs and networks; s = 0.4, "
                + "1.4 and 4")
            .AtMost(1 + Tolerance).Of(_checks.Max(r => r.SmoothnessUsed));
        // NaN where no loss halved: then there is nothing to judge.
        Claim("half-life", "While the loss halves, the share of its change above a cut-off keeps within its bound")
            .By("largest share, as a part of 2√2 sup G √T, over all windows, cut-offs and networks").AtMost(1 + Tolerance)
            .Of(to.Rows<WindowShare>().Where(r => r.Bound > 0).Select(r => r.Share / r.Bound).DefaultIfEmpty(double.NaN).Max());
    }

    private void Powers()
    {
        double[] relu = [.. Exponents(HiddenActivation.Relu)];
        Claim("relu-exponent", "With ReLU the share falls with the cut-off at least as its power −2").By(Exponent).AtMost(-2)
            .Against("the same networks on inputs whose density jumps", 0.5, Exponents(HiddenActivation.Relu, InputDensity.Uniform))
            .Per("network", relu);
        Claim("relu-squared-exponent", "With ReLU² the share falls with the cut-off at least as its power −4").By(Exponent).AtMost(-4)
            .Against("the same networks with ReLU", 0.5, relu)
            .Per("network", Exponents(HiddenActivation.ReluSquared));
        Claim("tanh-far", "With tanh nothing of the change is at far frequencies")
            .By($"share above {StudyText.Number(FarCutoff)} cycles per unit, the largest over recorded steps").AtMost(1e-15)
            .Against("the same networks with ReLU", 1e-12, Far(HiddenActivation.Relu))
            .Per("network", Far(HiddenActivation.Tanh));
        Claim("between-the-target", "Above a cut-off between the target's own frequencies most of the late change happens")
            .By($"share above {StudyText.Number(LowCutoff)} cycles per unit at the last recorded step, ReLU")
            .AtLeast(0.5).AsControl()
            .Per("network", PerNetwork(HiddenActivation.Relu, InputDensity.Normal, rows =>
                rows.Where(r => r.Cutoff == LowCutoff).MaxBy(r => r.Step)!.Share));
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1906.09235 (derived)");

    private IEnumerable<double> Exponents(HiddenActivation activation, InputDensity inputs = InputDensity.Normal) =>
        PerNetwork(activation, inputs, rows => rows.GroupBy(r => r.Step).Select(Slope).Median());

    private IEnumerable<double> Far(HiddenActivation activation) =>
        PerNetwork(activation, InputDensity.Normal, rows => rows.Where(r => r.Cutoff == FarCutoff).Max(r => r.Share));

    private IEnumerable<double> PerNetwork(
        HiddenActivation activation, InputDensity inputs, Func<IEnumerable<StepShare>, double> value) =>
        to.Rows<StepShare>().Where(r => r.Activation == activation && r.Inputs == inputs).GroupBy(r => r.Seed).Select(value);

    private static double Slope(IEnumerable<StepShare> rows) => LineFit.Of(
        [.. rows.Where(r => r.Cutoff >= LowestFitted && r.Share > 0).Select(r => (Math.Log(r.Cutoff), Math.Log(r.Share)))]).Slope;

    private void Figures()
    {
        to.Figure(
            "shares", "The share of the loss's change above a cut-off",
            "|dL⁺/dt| / |dL/dt| under gradient flow against the cut-off, at some steps of training; mean over networks with their range. "
            + "Target sin 2x + ½ sin 6x, whose frequencies are 0.32 and 0.95 cycles per unit; normal inputs, and in the last panel "
            + "uniform ones, whose jumps spread over all frequencies. A power of the cut-off is a straight line.",
            Shares("ReLU", HiddenActivation.Relu), Shares("ReLU²", HiddenActivation.ReluSquared), Shares("tanh", HiddenActivation.Tanh),
            Shares("ReLU, uniform inputs", HiddenActivation.Relu, InputDensity.Uniform));
        to.Figure(
            "half-life-bounds", "While the loss halves: the share above a cut-off and its bound",
            "∫|dL⁺/dt| dt / ∫|dL/dt| dt over windows in which the loss halves, and the most it can be, 2√2 sup G √T; the first window of "
            + "each network, mean over networks with their range; normal inputs.",
            FirstWindow("share").Y(r => r.Share, "share of the change", log: true),
            FirstWindow("bound").Y(r => r.Bound, "bound of the share", log: true));
    }

    private static Plot<StepShare> Shares(string title, HiddenActivation activation, InputDensity inputs = InputDensity.Normal) =>
        new Plot<StepShare>(title).Where(r => r.Activation, activation).Where(r => r.Inputs, inputs)
            .X(r => r.Cutoff, "cut-off (cycles per unit)", log: true).Y(r => r.Share, "share of the change", log: true)
            .By(r => r.Step, "step").MeanOver(r => r.Seed);

    private static Plot<WindowShare> FirstWindow(string title) => new Plot<WindowShare>(title)
        .Where(r => r.FirstStep, 0).Where(r => r.Inputs, InputDensity.Normal)
        .X(r => r.Cutoff, "cut-off (cycles per unit)", log: true).By(r => r.Activation).MeanOver(r => r.Seed);

    private void Notes()
    {
        to.Note("The theorems are about the change of the loss, not the remaining loss: late in training the remaining loss is at "
            + "high frequencies.");
        Check[] stopped = [.. _checks.Where(r => r.Steps < _checks.Max(other => other.Steps))];
        if (stopped.Length > 0)
            to.Note($"{stopped.Length} of {_checks.Count} training runs diverged, because the learning rate was too large for their "
                + "curvature, and were stopped early: "
                + string.Join(", ", stopped.Select(r =>
                    $"{StudyText.Kebab(r.Activation)}, {StudyText.Kebab(r.Inputs)} inputs, network {r.Seed} after {r.Steps - 1} steps"))
                + ".");
        to.Note("Plain gradient descent stands in for gradient flow; stochastic and adaptive steps would not.");
        to.Note("The full text of the paper was not available: the bounds are derived here, by the Cauchy-Schwarz inequality, and have the "
            + "form of its theorems as we recall them; the powers are derived, too.");
    }
}
