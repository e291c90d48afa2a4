using System.Diagnostics;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("l2 norm of the heat map's perturbations, for pixels in [0, 1]; auto: 15.7 at 224 pixels, else 4 at 32 pixels and "
        + "proportional to the shorter side (the demo: 2)",
        Above = 0, Unset = "auto", IsBasic = true, Group = HeatMapPart.Title)]
    public double? Norm { get; init; }

    [Option("Whether norms are measured per channel or over the whole image", Group = HeatMapPart.Title)]
    public NormMode NormMode { get; init; } = NormMode.PerChannel;

    [Option("Phase of the waves at the top left pixel, in radians: a number, or for example pi/4; of the first member of each "
        + "conjugate pair", Group = HeatMapPart.Title)]
    public string Phase { get; init; } = "0";

    [Option("Sign of the perturbations: paper (random for each image and channel) or none (always plus)", Group = HeatMapPart.Title)]
    public SignRule Sign { get; init; } = SignRule.Paper;

    [Option("Clip perturbed pixels to [0, 1], which reduces the norm", Group = HeatMapPart.Title)]
    public bool Clip { get; init; }

    [Option("Side of the central square of frequencies to measure; auto: the whole plane up to 64 pixels, 63 beyond", Minimum = 1,
        Unset = "auto", Group = HeatMapPart.Title)]
    public int? Region { get; init; }

    [Option("Spacing of the measured frequencies, in cycles per image", Minimum = 1, Group = HeatMapPart.Title)]
    public int Stride { get; init; } = 1;

    [Option("What the heat map shows: error, loss, logit-shift (distance from the clean logits), or layer:NAME (distance of an ONNX "
        + "layer's activations from the clean ones, next to the error)", Group = HeatMapPart.Title)]
    public string Metric { get; init; } = MetricChoice.Error;

    [Option("Measure each cell only until its 95 % interval is this narrow (plus or minus; twice that between cells that are clearly "
        + "low or high); exact uses all images", Above = 0, Maximum = 0.5, Unset = "exact", Group = HeatMapPart.Title)]
    public double? Precision { get; init; } = 0.05;

    [Option("With --precision: average the error over N×N neighbouring frequencies, each image meeting one of them; a few per cent of the "
        + "passes. Zero frequency stands apart", Minimum = 2, Unset = "single", Group = HeatMapPart.Title)]
    public int? Resolution { get; init; }

    [Option("How the heat map is measured; gradient adds a map of the first-order sensitivity", Group = HeatMapPart.Title)]
    public HeatMapMethod Method { get; init; } = HeatMapMethod.Perturbation;
}

/// <summary>
/// The Fourier heat map: the error at every frequency of a perturbation.
/// Source: 1906.08988, Fig. 3 and 4.
/// </summary>
internal sealed class HeatMapPart : AuditPart
{
    public const string Title = "Heat map";

    // Enough work for a trial to be worth its overhead, little enough to be lost at a kill.
    private const int ImagesPerTrial = 32_768, MostCellsPerTrial = 64;

    // A few per cent of the passes of the whole map.
    private const int ResolutionOfLooks = 3;
    private const double PrecisionOfLooks = 0.1;

    public override string Heading => Title;

    public override IReadOnlyList<AuditTrialKind> Trials =>
    [
        Kind<HeatMapTrial>("heat-map", Measure), Kind<NeighbourhoodTrial>("heat-map-neighbourhoods", NeighbourhoodMap.Measure),
        Kind<LayerTrial>("layer", MeasureLayer),
    ];

    public override AuditOptions Smoke(AuditOptions options) => options with { Precision = null };

    public override AuditOptions Look(AuditOptions options, AuditLook look) => options with
    {
        Precision = Math.Max(options.Precision ?? 0, PrecisionOfLooks),
        Resolution = Math.Max(options.Resolution ?? 0, ResolutionOfLooks),
        Metric = MetricChoice.Of(options).Kind == HeatMapMetric.Layer ? MetricChoice.Error : options.Metric,
    };

    public override void Require(AuditOptions options, RunEnvironment environment)
    {
        HeatMapScale.ReadPhase(options.Phase);
        if (options is { Resolution: { } side, Precision: null })
        {
            throw new InvalidOptionException(
                "--resolution", $"{side} with --precision exact",
                "a width, for example --precision 0.05: a map on all images needs no averages");
        }

        if (MetricChoice.Of(options) is not { Kind: HeatMapMetric.Layer } metric)
            return;
        if (options.Resolution is not null)
        {
            throw new InvalidOptionException(
                "--resolution", $"{options.Resolution} with --metric {options.Metric}",
                "another metric: a layer's map is measured at single frequencies on all images");
        }

        if (options.IsDemonstration || ClassifierFile.IsTorchScript(options.Model))
            throw new InvalidOptionException("--metric", options.Metric, "an ONNX model: only its inner tensors have names");
        OnnxClassifier.RequireLayer(options.Model, metric.Layer);
    }

    public override void Require(AuditSetting audit) => HeatMapScale.Of(audit);

    public override long Evaluations(AuditSetting audit)
    {
        var scale = HeatMapScale.Of(audit);
        if (NeighbourhoodMap.SamplingOf(audit, scale) is { } sampling)
            return sampling.MostPasses;
        int images = audit.Options.Precision is { } precision
            ? new SequentialProportion(audit.Size.Images, precision).Looks[^1]
            : audit.Size.Images;
        return (long)scale.Plane.Classes.Count * images;
    }

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        var scale = HeatMapScale.Of(audit);
        IEnumerable<AuditTrial> layer = scale.Metric.Kind != HeatMapMetric.Layer
            ? []
            : Blocks(audit, scale, scale.Plane.Classes, 0, audit.Size.Images)
                .Select(block => new LayerTrial(audit.Subject, scale.Metric.Layer, block.Perturbation, block.Cells));
        return [.. layer, .. Map(audit, scale)];
    }

    /// <summary>The most harmful frequency, or the middle of the most harmful neighbourhood; null before the map is measured.</summary>
    public static SpatialFrequency? MostHarmful(AuditPlan audit)
    {
        var scale = HeatMapScale.Of(audit);
        return Measured(audit, scale) is { } cells
            ? scale.Tiling.Neighbourhoods.Select(one => one.Middle).MaxBy(new HeatMapTable(cells, scale.Tiling).Error)
            : null;
    }

    /// <summary>
    /// Frequencies, or middles of neighbourhoods, that together break many of the first images of the sample, the most harmful first; null
    /// before the map is measured.
    /// </summary>
    public static IReadOnlyList<SpatialFrequency>? MostHarmfulTo(AuditPlan audit, int images, int count)
    {
        var scale = HeatMapScale.Of(audit);
        if (Measured(audit, scale) is not { } cells)
            return null;
        CleanAnswer[] order = DrawOrder.Of(audit.Options, audit.Preflight.Rows<CleanAnswer>());
        IEnumerable<int> places = order.Index().Where(one => one.Item.Image < images && one.Item.IsRight).Select(one => one.Index);
        return new HarmfulFrequencies(new ImageErrors(cells, scale.Tiling, order), places)
            .Choose(scale.Tiling.Neighbourhoods.Select(one => one.Middle), count);
    }

    public override void Conclude(AuditSetting audit, Conclusion to) => new HeatMapFindings(audit, to).Conclude();

    public override void Compare(AuditSetting audit, ComparedModels models, Conclusion to) =>
        new HeatMapComparison(audit, models).Conclude(to);

    // Null as long as there is more to measure.
    private static IEnumerable<MeasuredCell>? Measured(AuditPlan audit, HeatMapScale scale)
    {
        FinishedTrial<AuditTrial>[] done =
            [.. audit.Options.Resolution is null ? audit.Done<HeatMapTrial>() : audit.Done<NeighbourhoodTrial>()];
        return done.Length < Map(audit, scale).Count() ? null : done.SelectMany(t => t.Rows<MeasuredCell>());
    }

    private static IEnumerable<AuditTrial> Map(AuditPlan audit, HeatMapScale scale)
    {
        AuditOptions options = audit.Options;
        if (NeighbourhoodMap.SamplingOf(audit, scale) is { } neighbourhoods)
            return NeighbourhoodMap.Plan(audit, scale, neighbourhoods);
        if (options.Precision is not { } precision)
            return Blocks(audit, scale, scale.Plane.Classes, 0, audit.Size.Images);
        // What was asked for in earlier rounds is asked for again: a plan names all of its trials.
        FinishedTrial<AuditTrial>[] done = [.. audit.Done<HeatMapTrial>()];
        var sampling = new AdaptiveSampling(scale.Plane, audit.Size.Images, precision, CleanError.Limit(audit.Preflight.Tables));
        return
        [
            .. done.Select(t => (HeatMapTrial)t.Parameters),
            .. sampling.Next(HeatMapTable.Looks(done.SelectMany(t => t.Rows<MeasuredCell>())))
                .SelectMany(block => Blocks(audit, scale, block.Cells, block.First, block.Count)),
        ];
    }

    private static IEnumerable<HeatMapTrial> Blocks(
        AuditPlan audit, HeatMapScale scale, IReadOnlyList<SpatialFrequency> cells, int first, int count) =>
        cells.Chunk(Math.Clamp(ImagesPerTrial / count, 1, MostCellsPerTrial)).Select(chunk => new HeatMapTrial(
            audit.Subject, scale.Perturbation, [.. chunk.Select(cell => new[] { cell.Y, cell.X })], first, count,
            scale.CleanLogitsKey(audit)));

    private static void Measure(HeatMapTrial trial, OpenSubject subject, Recorder to)
    {
        var map = new FourierHeatMap(subject.Classifier, subject.Part(trial.First, trial.Count), trial.Perturbation);
        Tensor? clean = trial.CleanLogits.Length > 0 ? ReadCleanLogits(trial.CleanLogits, to).narrow(0, trial.First, trial.Count) : null;
        long begin = Stopwatch.GetTimestamp();
        for (int n = 0; n < trial.Cells.Length; n++)
        {
            using var scope = NewDisposeScope();
            HeatMapCell cell = map.Measure(new SpatialFrequency(trial.Cells[n][0], trial.Cells[n][1]), clean, to.Cancellation);
            (double shift, double shiftSquares) = clean is not null ? Sums(cell.LogitShift) : (double.NaN, double.NaN);
            (double loss, double lossSquares) = Sums(cell.Answers.Loss);
            to.Add(new MeasuredCell(
                cell.Frequency.Y, cell.Frequency.X, trial.First, trial.Count, (long)cell.Answers.IsError.Sum(), loss, lossSquares,
                shift, shiftSquares, cell.EffectiveNorm, ImageBits.Write([.. cell.Answers.IsError.Select(error => error > 0)])));
            double rate = (n + 1) * trial.Count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            to.Report((n + 1.0) / trial.Cells.Length, FormattableString.Invariant($"{rate:0} images/s"));
        }
    }

    private static void MeasureLayer(LayerTrial trial, OpenSubject subject, Recorder to)
    {
        using OpenModel layer = subject.Reopen(trial.Subject.BatchSize, to, trial.Layer);
        SpatialFrequency[] cells = Array.ConvertAll(trial.Cells, cell => new SpatialFrequency(cell[0], cell[1]));
        IReadOnlyList<double[]> shifts = LayerResponse.Of(
            layer.Classifier, subject.Images, trial.Perturbation, cells, share => to.Report(share), to.Cancellation);
        to.Add(cells.Zip(shifts, (cell, shift) => new LayerShift(
            cell.Y, cell.X, shift.Average(), StandardError.OfMean(shift.Sum(), shift.Sum(s => s * s), shift.Length))));
    }

    /// <summary>The logits of all images of the sample as they are; the caller's dispose scope owns them.</summary>
    public static Tensor ReadCleanLogits(string preflight, Recorder to)
    {
        using var reader = new BinaryReader(to.OpenArtefact(preflight, PreflightMeasurement.CleanLogits));
        return Tensor.Load(reader);
    }

    private static (double Sum, double Squares) Sums(IReadOnlyList<double> values) => (values.Sum(), values.Sum(v => v * v));
}

/// <summary>Measures some cells of the heat map on some images.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Perturbation">How images are perturbed.</param>
/// <param name="Cells">Canonical members of conjugate pairs, as vertical and horizontal frequency.</param>
/// <param name="First">The first image.</param>
/// <param name="Count">The number of images.</param>
/// <param name="CleanLogits">
/// The key of the preflight, whose clean logits are compared with; empty when logit shifts are not asked for.
/// </param>
internal sealed record HeatMapTrial(
    AuditSubject Subject, FourierPerturbation Perturbation, int[][] Cells, int First, int Count, string CleanLogits) : SubjectTrial(Subject)
{
    public override string Label =>
        $"heat map, {Cells.Length} cells from ({Cells[0][0]}, {Cells[0][1]}), images {First + 1}-{First + Count}";
}
