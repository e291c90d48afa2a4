using Overtone.Studies;
using Overtone.Studies.Tables;
using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingStages;

/// <summary>Trains one network and takes its <see cref="LossRates"/> at every step.</summary>
internal static class TrainingStagesMeasurement
{
    /// <summary>The table of shares at some steps.</summary>
    public const string Shares = "shares";

    /// <summary>The table of half-life windows.</summary>
    public const string Windows = "windows";

    /// <summary>The table of what was checked at every step, one row a network.</summary>
    public const string Checks = "checks";

    /// <summary>A cut-off between the target's own frequencies, 1/π and 3/π.</summary>
    public const double LowCutoff = 0.5;

    /// <summary>A cut-off at which an analytic activation has nothing left.</summary>
    public const double FarCutoff = 5.5;

    private const double HalfWidth = 12;
    private const double LowestFitted = 2.5;
    private const int Fitted = 20;
    private const double Diverged = 2;
    // Below so much of their energy the transforms of the derivatives are rounding, which no bound is about.
    private const double Rounding = 1e-26;

    private static readonly int[] Shown = [0, 10, 100, 300, 1000, 3000];

    public static void Run(TrainingStagesTrial trial, TrialContext context)
    {
        using WeightedGrid grid = trial.Density == InputDensity.Normal ? WeightedGrid.Normal(HalfWidth, trial.Points) : WeightedGrid.Uniform(HalfWidth, trial.Points);
        using OneHiddenLayer network = Network(trial);
        using Tensor target = (2 * grid.Points).sin() + (0.5 * (6 * grid.Points).sin());
        double[] cutoffs = Cutoffs(grid);
        var steps = new List<LossRates>();
        for (int step = 0; step <= trial.Steps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var rates = LossRates.Of(network, target, grid, cutoffs, out Tensor gradient);
            // Steps too large for the curvature: no longer a gradient flow, so nothing that follows is about the theorems.
            if (steps.Count > 0 && !(rates.Loss < Diverged * steps[0].Loss))
                break;
            steps.Add(rates);
            network.Parameters.sub_(trial.LearningRate * gradient);
            context.Report((double)step / trial.Steps);
        }

        context.Write(SharesOf(trial, cutoffs, steps));
        context.Write(WindowsOf(trial, cutoffs, steps));
        context.Write(ChecksOf(trial, steps));
    }

    // Zero, so that the whole is known; two for single claims; the others for the exponent.
    private static double[] Cutoffs(WeightedGrid grid)
    {
        double highest = grid.Nyquist / 11, step = Math.Log(highest / LowestFitted) / (Fitted - 1);
        return [0, LowCutoff, 1, FarCutoff, .. Enumerable.Range(0, Fitted).Select(n => LowestFitted * Math.Exp(n * step))];
    }

    private static OneHiddenLayer Network(TrainingStagesTrial trial)
    {
        using var scope = NewDisposeScope();
        Tensor Normal(string name)
        {
            using Generator generator = RandomStreams.Create(trial.Seed, name);
            return empty([trial.Width], dtype: float64).normal_(0, 1, generator);
        }

        return new OneHiddenLayer(trial.Activation, Normal("output-weights") / Math.Sqrt(trial.Width), Normal("input-weights"), Normal("biases"));
    }

    private static Table SharesOf(TrainingStagesTrial trial, double[] cutoffs, List<LossRates> steps)
    {
        var rows = new TableBuilder(
            Shares, Column.Text("activation"), Column.Text("inputs"), Column.Integer("seed"), Column.Integer("step"), Column.Number("cutoff", "cycles per unit"), Column.Number("share"),
            Column.Number("bound"), Column.Number("high_loss"), Column.Number("loss"));
        foreach (int step in Shown.Where(step => step < steps.Count))
        {
            for (int n = 1; n < cutoffs.Length; n++)
                rows.Add(StudyText.Kebab(trial.Activation), StudyText.Kebab(trial.Density), trial.Seed, step, cutoffs[n], steps[step].Ratio(n), steps[step].Bound(n), steps[step].HighLoss[n], steps[step].Loss);
        }

        return rows.Build();
    }

    private static Table WindowsOf(TrainingStagesTrial trial, double[] cutoffs, List<LossRates> steps)
    {
        var rows = new TableBuilder(
            Windows, Column.Text("activation"), Column.Text("inputs"), Column.Integer("seed"), Column.Integer("first_step"), Column.Integer("last_step"), Column.Number("cutoff", "cycles per unit"),
            Column.Number("share"), Column.Number("bound"));
        foreach (HalfLifeWindow window in HalfLifeWindow.Of(steps, trial.LearningRate))
        {
            for (int n = 1; n < cutoffs.Length; n++)
                rows.Add(StudyText.Kebab(trial.Activation), StudyText.Kebab(trial.Density), trial.Seed, window.First, window.Last, cutoffs[n], window.Ratios[n], window.Bounds[n]);
        }

        return rows.Build();
    }

    private static Table ChecksOf(TrainingStagesTrial trial, List<LossRates> steps)
    {
        double imbalance = steps.Max(rates => rates.HighRate.Zip(rates.LowRate).Max(pair => Math.Abs(1 + ((pair.First + pair.Second) / rates.GradientSquare))));
        double smooth = steps.Max(rates => Enumerable.Range(1, rates.HighRate.Count - 1).Max(n => rates.HighTangents[n] / rates.SmoothTangents[n]));
        double Used(Func<LossRates, int, double> bound) => steps.Max(rates => Enumerable.Range(0, rates.HighRate.Count)
            .Where(n => Math.Pow(rates.HighTangents[n] / rates.HighTangents[0], 2) > Rounding)
            .Max(n => rates.Ratio(n) / bound(rates, n)));
        return new TableBuilder(
            Checks, Column.Text("activation"), Column.Text("inputs"), Column.Integer("seed"), Column.Integer("steps"), Column.Number("imbalance"), Column.Number("bound_used"), Column.Number("late_bound_used"), Column.Number("smoothness_used"), Column.Number("first_loss"), Column.Number("last_loss"))
            .Add(StudyText.Kebab(trial.Activation), StudyText.Kebab(trial.Density), trial.Seed, steps.Count, imbalance, Used((rates, n) => rates.Bound(n)), Used((rates, n) => rates.LateBound(n)), smooth, steps[0].Loss, steps[^1].Loss)
            .Build();
    }
}
