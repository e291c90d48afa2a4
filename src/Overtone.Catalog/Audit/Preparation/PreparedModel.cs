using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>
/// A user's model that was tried in a process of its own, checked and timed: the audit's trials, which every study of a user's model names.
/// One that was audited is not tried again.
/// </summary>
/// <param name="Subject">The model and its images, as the checks found that it must be asked.</param>
/// <param name="Size">The sizes of its images.</param>
internal sealed record PreparedModel(AuditSubject Subject, ModelSize Size)
{
    /// <summary>The studies whose trials are named.</summary>
    public static IReadOnlyList<Study> Uses => [ModelAudit.Instance, .. ModelAudit.Instance.Uses];

    /// <summary>The model; null as long as something is not finished.</summary>
    /// <param name="options">The options.</param>
    /// <param name="planning">The plan of the study that asks.</param>
    /// <param name="what">What is to be done with the model, as a participle.</param>
    /// <exception cref="AuditRefusedException">The checks found that it is not fit.</exception>
    public static PreparedModel? Of<T>(ModelOptions options, TrialPlanning<T> planning, string what)
        where T : TrialParameters
    {
        if (ModelSubjects.Of(options, NumberType.Float32, planning) is not { } subject)
            return null;
        string? fault = ModelRequirements.GradientFault(options);
        if (!subject.IsDemonstration)
        {
            // Nothing opens a model that has not passed there.
            var probe = new ProbeTrial(subject, options.ProbeMemory, options.ProbeSeconds);
            if (planning.Need(ModelAudit.Instance, probe) is not { } tried)
                return null;
            ProbeAnswer answer = tried.Rows<ProbeAnswer>()[0];
            fault ??= answer.HasGradient ? null : answer.GradientFault is { Length: > 0 } said ? said : GradientCoverage.NotDifferentiable;
        }

        if (planning.Need(ModelAudit.Instance, new PreflightTrial(subject)) is not { } passed)
            return null;
        AuditRefusedException.ThrowIfRefused(options.Model, passed.Tables, what);
        subject = PreflightMeasurement.Apply(passed.Tables, subject);
        subject = subject with { GradientFault = subject.GradientFault ?? fault };
        var size = ModelSize.Of(passed.Tables);
        var calibration = new CalibrationTrial(subject, Calibration.ChoicesFor(options.BatchSize, size), Evaluations: 0);
        return planning.Need(ModelAudit.Instance, calibration) is { } timed
            ? new PreparedModel(Calibration.Apply(timed.Tables, subject), size)
            : null;
    }
}
