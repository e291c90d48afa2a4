using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.Bands;
using Overtone.Catalog.Audit.Corruptions;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Layers;
using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit measures once the preflight has passed.</summary>
internal sealed class AuditPlan(
    AuditOptions options, AuditScale scale, ModelSize size, AuditSubject subject, FinishedTrial<AuditTrial> preflight)
{
    // Enough work for a trial to be worth its overhead, little enough to be lost at a kill.
    private const int ImagesPerTrial = 32_768;
    private const int MostCellsPerTrial = 64;
    private const int CellsToCompare = 8;

    public IEnumerable<AuditTrial> Trials(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        yield return new SpectrumTrial { Subject = subject };
        if (options.Method == HeatMapMethod.Gradient)
            yield return new GradientTrial { Subject = subject with { Dtype = NumberType.Float32 } };
        if (subject.Dtype != NumberType.Float32)
            yield return new DtypeTrial { Subject = subject, Perturbation = Perturbation, Cells = Pairs(SpreadCells()) };
        foreach (BandShape shape in Enum.GetValues<BandShape>())
            yield return new BandsTrial { Subject = subject, Shape = shape, Bandwidths = scale.BandwidthsOf(shape) };
        foreach (BandShape shape in new[] { BandShape.SquareLowPass, BandShape.SquareHighPass })
            yield return Noise(shape);
        if (options.Layers is not ["none"])
            yield return new KernelTrial { Subject = subject with { Dtype = NumberType.Float32 } };
        if (LayerChoice.Of(options) is { Count: > 0 } layers)
            yield return LayerSpectra(layers);
        foreach (string corruption in CorruptionChoice.Of(options, size.Channels))
            yield return Corruption(corruption);
        foreach (AuditTrial trial in new AttackPlan(options, scale, size, subject, Perturbation).Trials())
            yield return trial;
        HeatMapTrial[] map = [.. HeatMap(finished)], measured = [.. finished.Select(t => t.Parameters).OfType<HeatMapTrial>()];
        foreach (AuditTrial trial in Layer().Concat(map))
            yield return trial;
        if (measured.Length == map.Length)
            yield return PicturesPlan.Of(subject, size, Perturbation, preflight.Rows<CleanAnswer>(), MostHarmful(finished));
    }

    private NoiseTrial Noise(BandShape shape) => new()
    {
        Subject = subject,
        Shape = shape,
        Bandwidths = scale.BandwidthsOf(shape),
        Norm = scale.NoiseNorm,
        NormMode = options.NormMode,
    };

    private LayerSpectraTrial LayerSpectra(IReadOnlyList<string> layers) => new()
    {
        Subject = subject,
        Layers = [.. layers],
        IsNamed = LayerChoice.IsNamed(options),
        Spectrum = LayerChoice.SpectrumOf(options),
        Reference = options.LayerReference,
        Count = LayerChoice.ImagesFor(size),
    };

    private CorruptionTrial Corruption(string corruption) => new()
    {
        Subject = subject,
        Corruption = corruption,
        Mode = options.CorruptionMode,
        Frost = corruption == "frost" && options.Frost.Length > 0 ? Path.GetFullPath(options.Frost) : "",
        Folder = options.CorruptedData.Length > 0 ? Path.GetFullPath(options.CorruptedData) : null,
        Shown = PicturesPlan.Shown(preflight.Rows<CleanAnswer>()),
    };

    private SpatialFrequency MostHarmful(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        IEnumerable<MeasuredCell> cells = finished.Where(t => t.Parameters is HeatMapTrial).SelectMany(t => t.Rows<MeasuredCell>());
        return scale.Plane.Classes.MaxBy(new HeatMapTable(cells, scale.Plane).Error);
    }

    private IEnumerable<HeatMapTrial> HeatMap(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        if (options.Precision == 0)
            return Blocks(scale.Plane.Classes, 0, size.Images);
        // What was asked for in earlier rounds is asked for again: a plan names all of its trials.
        IEnumerable<HeatMapTrial> earlier = finished.Select(t => t.Parameters).OfType<HeatMapTrial>();
        var map = new AdaptiveHeatMap(scale.Plane, size.Images, options.Precision, CleanError.Limit(preflight.Tables));
        return earlier.Concat(map.Blocks(finished).SelectMany(block => Blocks(block.Cells, block.First, block.Count)));
    }

    private IEnumerable<HeatMapTrial> Blocks(IReadOnlyList<SpatialFrequency> cells, int first, int count) =>
        cells.Chunk(Math.Clamp(ImagesPerTrial / count, 1, MostCellsPerTrial)).Select(chunk => Block(chunk, first, count));

    private IEnumerable<AuditTrial> Layer() => scale.Metric.Kind != HeatMapMetric.Layer
        ? []
        : Blocks(scale.Plane.Classes, 0, size.Images)
            .Select(block => new LayerTrial
            {
                Subject = subject,
                Perturbation = Perturbation,
                Cells = block.Cells,
                Layer = scale.Metric.Layer,
            });

    // From zero frequency to the farthest cell, the same ones for the same plane.
    private IEnumerable<SpatialFrequency> SpreadCells()
    {
        SpatialFrequency[] byRadius =
            [.. scale.Plane.Classes.OrderBy(cell => cell.Radius).ThenBy(cell => cell.Y).ThenBy(cell => cell.X)];
        int count = Math.Min(CellsToCompare, byRadius.Length);
        return Enumerable.Range(0, count).Select(n => byRadius[n * (byRadius.Length - 1) / Math.Max(1, count - 1)]);
    }

    private static int[][] Pairs(IEnumerable<SpatialFrequency> cells) => [.. cells.Select(cell => new[] { cell.Y, cell.X })];

    private FourierPerturbation Perturbation => new()
    {
        Norm = scale.Norm,
        NormMode = options.NormMode,
        Phase = scale.Phase,
        Sign = options.Sign,
        Clip = options.Clip,
        Seed = options.Seed,
    };

    private HeatMapTrial Block(SpatialFrequency[] cells, int first, int count) => new()
    {
        Subject = subject,
        Perturbation = Perturbation,
        Cells = Pairs(cells),
        First = first,
        Count = count,
        CleanLogits = scale.Metric.Kind == HeatMapMetric.LogitShift ? preflight.Key : "",
    };
}
