using Overtone.Catalog.TrainedNetworks;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Independent;
using TorchSharp;

namespace Overtone.Catalog.Audit;

/// <summary>
/// A frequency report on a user's classifier: which frequencies it needs, which break it. It opens the model and checks it; what is
/// measured then is its parts' affair.
/// Source: 1906.08988, Fig. 1, 3, 4 and 5; 1905.13545, Fig. 2.
/// </summary>
internal sealed class ModelAudit() : TensorStudy<AuditOptions, AuditTrial>(
    "audit", "Frequency audit of a trained classifier",
    "Yin et al. 2019 (1906.08988), Fig. 1, 3, 4, 5; Wang et al. 2020 (1905.13545), Fig. 2", version: 4)
{
    /// <summary>The study, by which others name its trials.</summary>
    public static ModelAudit Instance { get; } = new();

    /// <summary>The records of trials by the names that they have in keys.</summary>
    public static IReadOnlyDictionary<string, Type> TrialTypes { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["probe"] = typeof(ProbeTrial),
        ["preflight"] = typeof(PreflightTrial),
        ["calibration"] = typeof(CalibrationTrial),
    }.Concat(AuditParts.Trials.Values.Select(kind => KeyValuePair.Create(kind.Name, kind.Type))).ToDictionary(StringComparer.Ordinal);

    public override string Backend => $"{base.Backend}, ONNX Runtime {OnnxClassifier.RuntimeVersion}";

    public override string Summary =>
        "Takes a trained classifier (ONNX or TorchScript) and labelled images, and measures which frequencies it needs and which break it: "
        + "the Fourier heat map, accuracy on low- and high-passed images, errors under band-limited noise. Estimates with intervals; no "
        + "claims.";

    public override IndependentScript? Independent => AuditIndependent.Script;

    public override IReadOnlyList<string> Examples =>
    [
        "run audit", "run audit --preset smoke --method gradient", "run audit --model model.onnx --data photos --norm 4",
    ];

    public override IReadOnlyList<string> OptionGroups =>
        [AuditOptions.ModelGroup, AuditOptions.ImagesGroup, .. AuditParts.All.Select(p => p.Heading).Where(h => h.Length > 0).Distinct()];

    public override bool RepeatsExperiment => false;

    public override IReadOnlyList<Study> Uses => [TrainedNetworksStudy.Instance];

    public override IReadOnlyList<FirstLook> FirstLooksOf(StudyOptions options) => FirstLooks.Of((AuditOptions)options);

    protected override IEnumerable<AuditTrial> Plan(AuditOptions options, TrialPlanning<AuditTrial> planning)
    {
        AuditOptions[] each = [.. SideBySide.Each(options)];
        foreach (AuditOptions one in each)
        {
            ModelRequirements.Require(one);
            foreach (AuditPart part in AuditParts.All)
                part.Require(one, planning.Environment);
        }

        SideBySide.RequireAlike(each, planning.Finished);
        return each.SelectMany(one => PlanOne(one, planning));
    }

    protected override IReadOnlyList<string> InputFiles(AuditTrial trial, RunEnvironment environment) =>
        trial is SubjectTrial one ? one.Subject.ModelFiles() : [];

    protected override IReadOnlyList<string> DataFiles(AuditTrial trial, RunEnvironment environment) => trial is SubjectTrial one
        ? [.. one.Files(), .. one.Subject.ImageFiles(environment)]
        : [];

    protected override bool IsOptional(AuditOptions options, AuditTrial trial) =>
        AuditParts.Trials.TryGetValue(trial.GetType(), out AuditTrialKind? kind) && kind.IsOptional((SubjectTrial)trial);

    protected override bool IsRepeatable(AuditTrial trial) => trial is not CalibrationTrial { BatchSizes.Length: > 1 };

    protected override void Measure(AuditTrial trial, Recorder to, torch.Device device)
    {
        if (trial is ProbeTrial probe)
        {
            ProbeMeasurement.Measure(probe, to, device);
            return;
        }

        using var subject = new OpenSubject(((SubjectTrial)trial).Subject, to, device);
        using var noGradient = torch.no_grad();
        switch (trial)
        {
            case PreflightTrial preflight:
                PreflightMeasurement.Measure(preflight, subject, to);
                break;
            case CalibrationTrial calibration:
                Calibration.Measure(calibration, subject, to);
                break;
            default:
                AuditParts.Trials[trial.GetType()].Measure((SubjectTrial)trial, subject, to);
                break;
        }
    }

    protected override TableSet Gather(AuditOptions options, IReadOnlyList<FinishedTrial<AuditTrial>> trials) =>
        options.CompareWith.Length == 0 ? base.Gather(options, trials) : SideBySide.Gather(options, trials);

    protected override void Conclude(AuditOptions options, Conclusion to)
    {
        if (options.CompareWith.Length == 0)
            AuditFindings.Conclude(options, to);
        else
            SideBySideFindings.Conclude(options, to);
    }

    private static List<AuditTrial> PlanOne(AuditOptions options, TrialPlanning<AuditTrial> planning)
    {
        FinishedTrial<AuditTrial>[] finished = [.. planning.Finished.Where(t => SideBySide.IsOf(options, t.Parameters))];
        var trials = new List<AuditTrial>();
        if (ModelSubjects.Of(options, options.Dtype, planning) is not { } subject)
            return trials;
        if (!subject.IsDemonstration)
            trials.Add(new ProbeTrial(subject, options.ProbeMemory, options.ProbeSeconds));
        // Nothing opens a model that has not passed there.
        if (!subject.IsDemonstration && !finished.Any(t => t.Parameters is ProbeTrial))
            return trials;
        trials.Add(new PreflightTrial(subject));
        if (finished.FirstOrDefault(t => t.Parameters is PreflightTrial) is not { } passed)
            return trials;
        AuditRefusedException.ThrowIfRefused(options.Model, passed.Tables);
        subject = PreflightMeasurement.Apply(passed.Tables, subject);
        var audit = new AuditPlan(options, ModelSize.Of(passed.Tables), subject, passed, finished);
        foreach (AuditPart part in AuditParts.All)
            part.Require(audit);
        if (Calibrated(audit, trials) is { } calibrated)
            trials.AddRange(AuditParts.All.SelectMany(part => part.Plan(audit with { Subject = calibrated })));
        return trials;
    }

    // What a timing decides is measured once and kept in the store like anything else, so that a run that goes on keeps its choice.
    private static AuditSubject? Calibrated(AuditPlan audit, List<AuditTrial> trials)
    {
        int[] choices = Calibration.ChoicesFor(audit.Options.BatchSize, audit.Size);
        AuditPlan whole = audit with { Options = audit.Options.Refined ?? audit.Options };
        trials.Add(new CalibrationTrial(audit.Subject, choices, AuditParts.All.Sum(part => part.Evaluations(whole))));
        return audit.Done<CalibrationTrial>().FirstOrDefault() is { } done ? Calibration.Apply(done.Tables, audit.Subject) : null;
    }
}
