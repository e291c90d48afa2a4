using System.Globalization;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>How the heat map is measured.</summary>
internal enum HeatMapMethod
{
    /// <summary>By perturbing images along each frequency.</summary>
    Perturbation,

    /// <summary>As above, and beside it the first-order sensitivity from gradients.</summary>
    Gradient,
}

/// <summary>Measures the first-order sensitivity to every frequency.</summary>
internal sealed record GradientTrial(AuditSubject Subject) : SubjectTrial(Subject)
{
    public override string Label => "gradient sensitivity";
}

/// <summary>The first-order sensitivity.</summary>
[Table("gradient")]
internal sealed record CellGradient(
    [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, [Unit("nats per unit of l2 norm")] double Sensitivity)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>The heat map in the limit of small norms, from gradients.</summary>
internal sealed class GradientMap : AuditPart
{
    public const string Map = "the map of gradients";

    private const string Correlated = "gradient_rank_correlation";

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<GradientTrial>("gradient", Measure, Always)];

    public override void Require(AuditOptions options, RunEnvironment environment)
    {
        if (options.Method == HeatMapMethod.Gradient && ModelRequirements.GradientFault(options) is { } fault)
        {
            throw new InvalidOptionException(
                "--method", $"gradient for {Path.GetFileName(options.Model)}", $"a model with gradients ({fault})");
        }
    }

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit) =>
        audit.Options.Method == HeatMapMethod.Gradient ? [new GradientTrial(audit.Float32)] : [];

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        if (to.Rows<CellGradient>() is { Count: > 0 } gradient)
            to.Estimate(Correlation(audit, gradient, to));
        foreach (MissingGradient missing in to.Rows<MissingGradient>().Where(r => r.Part == Map))
        {
            to.Estimate(Estimate.NotMeasured(Correlated, missing.Reason));
            to.NotMeasured(new NotMeasured(missing.Part, missing.Reason));
        }
    }

    /// <summary>Its panel in the heat map's figure; null where it is not measured.</summary>
    public static Panel? Panel(Conclusion to) => to.Rows<CellGradient>().Count == 0
        ? null
        : CellRow.Map<CellGradient>("first-order sensitivity (gradient)").Colour(r => r.Sensitivity, "nats per unit of norm").ToPanel();

    private static void Measure(GradientTrial trial, OpenSubject subject, Recorder to) =>
        GradientCoverage.Measure(Map, "", trial.Subject, to, () =>
        {
            var classifier = (IDifferentiableClassifier)subject.Classifier;
            using SensitivityPlane sensitivity = FrequencySensitivity.Of(classifier, subject.Images, to.Cancellation);
            string? reason = GradientCoverage.ReasonAgainst(sensitivity.Usable, sensitivity.Images);
            if (reason is null)
                to.Add(PlaneRows.Of(sensitivity.Mean).Select(r => new CellGradient(r.Cell.Y, r.Cell.X, r.Value)));
            return reason;
        });

    private static Estimate Correlation(AuditSetting audit, IReadOnlyList<CellGradient> gradient, Conclusion to)
    {
        var scale = HeatMapScale.Of(audit);
        var map = new HeatMapTable(to.Rows<MeasuredCell>(), scale.Tiling);
        var sensitivity = gradient.ToDictionary(r => r.Cell, r => r.Sensitivity);
        FrequencyNeighbourhood[] cells = [.. scale.Tiling.Neighbourhoods];
        double correlation = MathNet.Numerics.Statistics.Correlation.Spearman(
            cells.Select(cell => cell.Members.Average(frequency => sensitivity[frequency])),
            cells.Select(cell => map.Error(cell.Middle)));
        if (double.IsNaN(correlation))
            return Estimate.NotMeasured(Correlated, "the heat map or the map of gradients is flat, and so has no order");
        string what = scale.Tiling.Side == 1 ? "frequencies" : "neighbourhoods of frequencies";
        return new Estimate
        {
            Name = Correlated,
            Value = correlation,
            Statement = "First-order sensitivity and the heat map have rank correlation "
                + $"{correlation.ToString("0.00", CultureInfo.InvariantCulture)} over {cells.Length} {what}.",
            Advice = correlation < 0.5
                ? $"At norm {StudyText.Number(scale.Norm)} the model is far from its linear range: trust the heat map, not gradients."
                : "",
        };
    }
}
