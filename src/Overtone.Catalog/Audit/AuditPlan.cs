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
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>What an audit measures once the preflight has passed.</summary>
internal sealed class AuditPlan
{
    // Enough work for a trial to be worth its overhead, little enough to be lost at a kill.
    private const int ImagesPerTrial = 32_768;
    private const int MostCellsPerTrial = 64;
    private const int CellsToCompare = 8;

    private readonly AuditOptions _options;
    private readonly AuditScale _scale;
    private readonly ModelSize _size;
    private readonly AuditSubject _subject;
    private readonly FinishedTrial<AuditTrial> _preflight;

    public AuditPlan(AuditOptions options, AuditScale scale, ModelSize size, AuditSubject subject, FinishedTrial<AuditTrial> preflight) =>
        (_options, _scale, _size, _subject, _preflight) = (options, scale, size, subject, preflight);

    public IEnumerable<AuditTrial> Trials(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        yield return new SpectrumTrial { Subject = _subject };
        if (_options.Method == HeatMapMethod.Gradient)
            yield return new GradientTrial { Subject = _subject with { Dtype = NumberType.Float32 } };
        if (_subject.Dtype != NumberType.Float32)
            yield return new DtypeTrial { Subject = _subject, Perturbation = Perturbation, Cells = Pairs(SpreadCells()) };
        foreach (BandShape shape in Enum.GetValues<BandShape>())
            yield return new BandsTrial { Subject = _subject, Shape = shape, Bandwidths = _scale.BandwidthsOf(shape) };
        foreach (BandShape shape in new[] { BandShape.SquareLowPass, BandShape.SquareHighPass })
            yield return new NoiseTrial { Subject = _subject, Shape = shape, Bandwidths = _scale.BandwidthsOf(shape), Norm = _scale.NoiseNorm, NormMode = _options.NormMode };
        if (_options.Layers is not ["none"])
            yield return new KernelTrial { Subject = _subject with { Dtype = NumberType.Float32 } };
        if (LayerChoice.Of(_options) is { Count: > 0 } layers)
            yield return LayerSpectra(layers);
        foreach (CorruptionTrial trial in Corruptions())
            yield return trial;
        foreach (AuditTrial trial in new AttackPlan(_options, _scale, _size, _subject, Perturbation).Trials())
            yield return trial;
        HeatMapTrial[] map = [.. HeatMap(finished)], measured = [.. finished.Select(t => t.Parameters).OfType<HeatMapTrial>()];
        foreach (AuditTrial trial in Layer().Concat(map))
            yield return trial;
        if (measured.Length == map.Length)
            yield return PicturesPlan.Of(_subject, _size, Perturbation, _preflight.Tables["clean"], MostHarmful(finished));
    }

    private LayerSpectraTrial LayerSpectra(IReadOnlyList<string> layers) => new()
    {
        Subject = _subject,
        Layers = [.. layers],
        IsNamed = LayerChoice.IsNamed(_options),
        Spectrum = LayerChoice.SpectrumOf(_options),
        Reference = _options.LayerReference,
        Count = LayerChoice.ImagesFor(_size),
    };

    private IEnumerable<CorruptionTrial> Corruptions() => CorruptionChoice.Of(_options, _size.Channels).Select(corruption => new CorruptionTrial
    {
        Subject = _subject,
        Corruption = corruption,
        Mode = _options.CorruptionMode,
        Frost = corruption == "frost" && _options.Frost.Length > 0 ? Path.GetFullPath(_options.Frost) : "",
        Folder = _options.CorruptedData.Length > 0 ? Path.GetFullPath(_options.CorruptedData) : null,
        Shown = PicturesPlan.Shown(_preflight.Tables["clean"]),
    });

    private SpatialFrequency MostHarmful(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        Table cells = Table.Concatenate([.. finished.Where(t => t.Parameters is HeatMapTrial).Select(t => t.Tables[HeatMapMeasurement.Cells])]);
        return _scale.Plane.Classes.MaxBy(new HeatMapTable(cells, _scale.Plane).Error);
    }

    private IEnumerable<HeatMapTrial> HeatMap(IReadOnlyList<FinishedTrial<AuditTrial>> finished)
    {
        if (_options.Precision == 0)
            return Blocks(_scale.Plane.Classes, 0, _size.Images);
        // What was asked for in earlier rounds is asked for again: a plan names all of its trials.
        IEnumerable<HeatMapTrial> earlier = finished.Select(t => t.Parameters).OfType<HeatMapTrial>();
        var map = new AdaptiveHeatMap(_scale.Plane, _size.Images, _options.Precision, CleanError.Limit(_preflight.Tables));
        return earlier.Concat(map.Blocks(finished).SelectMany(block => Blocks(block.Cells, block.First, block.Count)));
    }

    private IEnumerable<HeatMapTrial> Blocks(IReadOnlyList<SpatialFrequency> cells, int first, int count) =>
        cells.Chunk(Math.Clamp(ImagesPerTrial / count, 1, MostCellsPerTrial)).Select(chunk => Block(chunk, first, count));

    private IEnumerable<AuditTrial> Layer() => _scale.Metric.Kind != HeatMapMetric.Layer
        ? []
        : Blocks(_scale.Plane.Classes, 0, _size.Images)
            .Select(block => new LayerTrial { Subject = _subject, Perturbation = Perturbation, Cells = block.Cells, Layer = _scale.Metric.Layer });

    // From zero frequency to the farthest cell, the same ones for the same plane.
    private IEnumerable<SpatialFrequency> SpreadCells()
    {
        SpatialFrequency[] byRadius = [.. _scale.Plane.Classes.OrderBy(cell => cell.Radius).ThenBy(cell => cell.Y).ThenBy(cell => cell.X)];
        int count = Math.Min(CellsToCompare, byRadius.Length);
        return Enumerable.Range(0, count).Select(n => byRadius[n * (byRadius.Length - 1) / Math.Max(1, count - 1)]);
    }

    private static int[][] Pairs(IEnumerable<SpatialFrequency> cells) => [.. cells.Select(cell => new[] { cell.Y, cell.X })];

    private FourierPerturbation Perturbation => new()
    {
        Norm = _scale.Norm,
        NormMode = _options.NormMode,
        Phase = _scale.Phase,
        Sign = _options.Sign,
        Clip = _options.Clip,
        Seed = _options.Seed,
    };

    private HeatMapTrial Block(SpatialFrequency[] cells, int first, int count) => new()
    {
        Subject = _subject,
        Perturbation = Perturbation,
        Cells = Pairs(cells),
        First = first,
        Count = count,
        CleanLogits = _scale.Metric.Kind == HeatMapMetric.LogitShift ? _preflight.Key : "",
    };
}
