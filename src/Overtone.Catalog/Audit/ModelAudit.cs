using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.Bands;
using Overtone.Catalog.Audit.Comparison;
using Overtone.Catalog.Audit.Corruptions;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Layers;
using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using TorchSharp;

namespace Overtone.Catalog.Audit;

/// <summary>
/// A frequency report on a user's classifier: which frequencies it needs, which break it.
/// Source: 1906.08988, Fig. 1, 3, 4 and 5; 1905.13545, Fig. 2.
/// </summary>
public sealed class ModelAudit : TableTensorStudy<AuditOptions, AuditTrial>
{
    private static readonly int[] BatchSizes = [8, 16, 32, 64, 128];
    private static readonly int[] BatchSizesOfLargeImages = [1, 4, 8];
    private const int LargeImage = 128;
    private const int PaperImages = 1000;

    /// <inheritdoc/>
    public override string Id => "audit";

    /// <inheritdoc/>
    public override int Version => 2;

    /// <inheritdoc/>
    public override string Backend => $"{base.Backend}, ONNX Runtime {OnnxClassifier.RuntimeVersion}";

    /// <inheritdoc/>
    public override string Title => "Frequency audit of a trained classifier";

    /// <inheritdoc/>
    public override string Source => "Yin et al. 2019 (1906.08988), Fig. 1, 3, 4, 5; Wang et al. 2020 (1905.13545), Fig. 2";

    /// <inheritdoc/>
    public override string Summary =>
        "Takes a trained classifier (ONNX or TorchScript) and labelled images, and measures which frequencies it needs and which break it: the "
        + "Fourier heat map, accuracy on low- and high-passed images, errors under band-limited noise. Estimates with intervals; no claims.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["run audit", "run audit --preset smoke --method gradient", "run audit --model model.onnx --data photos --norm 4"];

    /// <inheritdoc/>
    protected override AuditOptions Options(Preset preset) => preset switch
    {
        Preset.Smoke => new() { Images = 48, BatchSize = 32, Corruptions = ["gaussian_noise", "contrast"] },
        Preset.Paper => new() { Images = PaperImages },
        _ => new(),
    };

    /// <inheritdoc/>
    protected override string? Reduction(AuditOptions options) =>
        options.Images == 0 || options.Images >= PaperImages ? null : $"a sample of {options.Images} images; the paper used {PaperImages:N0}";

    /// <inheritdoc/>
    protected override IReadOnlyList<AuditTrial> Plan(AuditOptions options, RunEnvironment environment, IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        AuditScale.Require(options);
        CorruptionChoice.Require(options, environment.DataRoots);
        SideBySide.Require(options);
        AuditOptions[] each = [.. SideBySide.Each(options)];
        Array.ForEach(each, ModelRequirements.Require);
        SideBySide.RequireAlike(each, finished);
        return [.. each.SelectMany(one => PlanOne(one, [.. finished.Where(t => SideBySide.IsOf(one, t.Parameters))]))];
    }

    private static List<AuditTrial> PlanOne(AuditOptions options, IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        var trials = new List<AuditTrial>();
        if (Subject(options, finished, trials) is not { } subject)
            return trials;
        if (!subject.IsDemonstration)
            trials.Add(new ProbeTrial { Subject = subject, Memory = options.ProbeMemory, Seconds = options.ProbeSeconds });
        // Nothing opens a model that has not passed there.
        if (!subject.IsDemonstration && !finished.Any(t => t.Parameters is ProbeTrial))
            return trials;
        trials.Add(new PreflightTrial { Subject = subject });
        if (finished.FirstOrDefault(t => t.Parameters is PreflightTrial) is not { } passed)
            return trials;
        AuditRefusedException.ThrowIfRefused(options.Model, passed.Tables);
        subject = subject with { Outputs = PreflightMeasurement.OutputsOf(passed.Tables) };
        ModelSize size = ModelSize.Of(passed.Tables);
        var scale = AuditScale.Of(options, size);
        if (Calibrated(options, scale, subject, size, finished, trials) is { } calibrated)
            trials.AddRange(new AuditPlan(options, scale, size, calibrated, passed).Trials(finished));
        return trials;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> InputFiles(AuditTrial trial, RunEnvironment environment) => trial is SubjectTrial { Subject: { } subject }
        && !subject.IsDemonstration ? ClassifierFile.FilesOf(subject.Model) : [];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> DataFiles(AuditTrial trial, RunEnvironment environment) => trial is SubjectTrial { Subject: { } subject }
        ? [.. trial is CorruptionTrial corruption ? corruption.Files() : [], .. ImageProblem.Open(subject.Data, environment.DataRoots).Evaluation.Files]
        : [];

    /// <inheritdoc/>
    protected override bool IsOptional(AuditOptions options, AuditTrial trial) => trial switch
    {
        // What was asked for by name is no option.
        LayerSpectraTrial layers => !layers.IsNamed,
        KernelTrial or CorruptionTrial or AttackTrial or AttackControlsTrial or FourierAttackTrial or DtypeTrial or GradientTrial => true,
        _ => false,
    };

    /// <inheritdoc/>
    protected override bool IsRepeatable(AuditTrial trial) => trial is not CalibrationTrial { BatchSizes.Length: > 1 };

    /// <inheritdoc/>
    protected override void Measure(AuditTrial trial, TrialContext context, torch.Device device)
    {
        if (trial is DemonstrationTrial demonstration)
        {
            DemonstrationNetwork.Train(demonstration, context, device);
            return;
        }

        if (trial is ProbeTrial probe)
        {
            ProbeMeasurement.Measure(probe, context, device);
            return;
        }

        using var subject = new OpenSubject(((SubjectTrial)trial).Subject, context, device);
        using var noGradient = torch.no_grad();
        switch (trial)
        {
            case PreflightTrial preflight:
                PreflightMeasurement.Measure(preflight, subject, context);
                break;
            case CalibrationTrial calibration:
                Calibration.Measure(calibration, subject, context);
                break;
            case LayerTrial layer:
                LayerMeasurement.Measure(layer, subject, context);
                break;
            case HeatMapTrial heatMap:
                HeatMapMeasurement.Measure(heatMap, subject, context);
                break;
            case KernelTrial kernels:
                FirstKernels.Measure(kernels, subject, context);
                break;
            case LayerSpectraTrial layers:
                LayerSpectra.Measure(layers, subject, context);
                break;
            case AttackTrial attack:
                AttackMeasurement.Attack(attack, subject, context);
                break;
            case AttackControlsTrial controls:
                AttackMeasurement.Controls(controls, subject, context);
                break;
            case FourierAttackTrial fourier:
                AttackMeasurement.Fourier(fourier, subject, context);
                break;
            case CorruptionTrial corruption:
                CorruptionMeasurement.Measure(corruption, subject, context);
                break;
            case BandsTrial bands:
                BandMeasurement.MeasureImages(bands, subject, context);
                break;
            case NoiseTrial noise:
                BandMeasurement.MeasureNoise(noise, subject, context);
                break;
            case DtypeTrial dtype:
                DtypeMeasurement.Measure(dtype, subject, context);
                break;
            case PicturesTrial pictures:
                PicturesMeasurement.Measure(pictures, subject, context);
                break;
            case SpectrumTrial:
                PlaneMeasurement.MeasureSpectrum(subject, context);
                break;
            default:
                PlaneMeasurement.MeasureGradient(subject, context);
                break;
        }
    }

    /// <inheritdoc/>
    protected override TableSet Gather(AuditOptions options, IReadOnlyList<FinishedTrial<AuditTrial>> trials) =>
        options.CompareWith.Length == 0 ? base.Gather(options, trials) : SideBySide.Gather(options, trials);

    /// <inheritdoc/>
    protected override StudyFindings Conclude(AuditOptions options, TableSet tables) =>
        options.CompareWith.Length == 0 ? new AuditFindings(options, tables).Conclude() : new SideBySideFindings(options, tables).Conclude();

    private static AuditSubject? Subject(AuditOptions options, IReadOnlyList<FinishedTrial<AuditTrial>> finished, List<AuditTrial> trials)
    {
        bool isDemonstration = options.Model == AuditOptions.Demonstration;
        string model = options.Model;
        if (isDemonstration)
        {
            trials.Add(new DemonstrationTrial { Epochs = options.Preset == Preset.Smoke ? 5 : 20, Seed = options.Seed });
            if (finished.FirstOrDefault(t => t.Parameters is DemonstrationTrial) is not { } trained)
                return null;
            model = trained.Key;
        }

        return new AuditSubject
        {
            Model = isDemonstration ? model : Path.GetFullPath(model),
            IsDemonstration = isDemonstration,
            Input = isDemonstration ? InputSpec.Default : ModelInput.Of(options),
            Data = options.Data,
            Images = options.Images,
            Seed = options.Seed,
            Dtype = options.Dtype,
        };
    }

    // What a timing decides is measured once and kept in the store like anything else, so that a run that goes on keeps its choice.
    private static AuditSubject? Calibrated(
        AuditOptions options, AuditScale scale, AuditSubject subject, ModelSize size, IReadOnlyList<FinishedTrial<AuditTrial>> finished, List<AuditTrial> trials)
    {
        int[] choices = options.BatchSize > 0 ? [options.BatchSize] : size.Shorter < LargeImage ? BatchSizes : BatchSizesOfLargeImages;
        int images = options.Precision > 0 ? new SequentialProportion(size.Images, options.Precision).Looks[^1] : size.Images;
        trials.Add(new CalibrationTrial { Subject = subject, BatchSizes = choices, Evaluations = (long)scale.Plane.Classes.Count * images });
        return finished.FirstOrDefault(t => t.Parameters is CalibrationTrial) is { } done ? Calibration.Apply(done.Tables, subject) : null;
    }
}
