using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.Bands;
using Overtone.Catalog.Audit.Corruptions;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Layers;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>What <see cref="ModelAudit"/> concludes from its tables.</summary>
internal sealed class AuditFindings(AuditOptions options, TableSet tables)
{
    private readonly ModelSize _size = ModelSize.Of(tables);

    public StudyFindings Conclude()
    {
        AuditScale scale = AuditScale.Of(options, _size);
        var map = new HeatMapTable(tables.Rows<MeasuredCell>(), scale.Plane);
        IReadOnlyList<BandAnswer> answers = tables.Rows<BandAnswer>();
        BandScore[] bands = [.. BandTables.Summary(answers)];
        BandScore[] noise = [.. BandTables.Summary(tables[BandAnswer.UnderNoise].As<BandAnswer>())];
        RadiusFlips[] flips = [.. BandTables.Flips(tables.Rows<CleanAnswer>(), answers)];
        var corruptions = new CorruptionFindings(options, _size, tables);
        var attacks = new AttackFindings(_size, tables);
        return new StudyFindings
        {
            Claims = [],
            Estimates =
            [
                .. new AuditEstimates(tables, _size, scale, map, bands, noise, flips).All(), .. corruptions.Estimates(),
                .. attacks.Estimates(), .. FirstKernels.Estimates(tables),
            ],
            Figures =
            [
                .. AuditFigures.Of(options, scale, _size, map.EffectiveNorm, tables.Rows<CellGradient>().Count > 0),
                .. corruptions.Figures(), .. attacks.Figures(), .. FirstKernels.Figures(tables), .. LayerSpectra.Figures(options, tables),
            ],
            Tables =
            [
                Table.Of(map.Errors()), Table.Of(map.Metrics()), Table.Of(map.Rings()),
                Table.Of(bands), Scores(BandScore.Squares, bands.Where(IsSquare)), Scores(BandScore.Discs, bands.Where(r => !IsSquare(r))),
                Scores(BandScore.Noise, noise), Scores(BandScore.NoiseSquares, noise), Table.Of(flips), Table.Of(Curves(flips)),
                Table.Of(Spectrum(scale)), .. Intervals(scale), .. Layer(scale), .. Dtype(), .. corruptions.Tables(), .. attacks.Tables(),
            ],
            NotMeasured = [.. GradientCoverage.NotMeasured(tables), .. LayerSpectra.NotMeasured(tables)],
            Notes = [.. Notes()],
        };
    }

    private IEnumerable<string> Notes()
    {
        foreach (CheckFinding finding in tables.Rows<CheckFinding>().Where(r => r.Severity != PreflightSeverity.Error))
            yield return $"Preflight, {finding.Finding}";
        yield return options.BatchSize > 0
            ? $"Batches of {options.BatchSize} images."
            : $"{Calibration.Describe(tables)}, chosen by a short measurement before the first long trial.";
        if (options.Dtype != NumberType.Float32)
        {
            yield return $"The model computed in {StudyText.Kebab(options.Dtype)}: weights and input rounded, logits in float32 again. "
                + "The preflight's checks and gradients are float32's.";
        }

        yield return "Standard errors are those of independent images, √(p(1−p)/n). All cells share images and signs, so differences "
            + "between cells are known better than that.";
    }

    private IEnumerable<Table> Dtype() =>
        tables.Rows<DtypeAnswer>() is { Count: > 0 } answers ? [Table.Of(new DtypeFlips(answers).Rates())] : [];

    private IEnumerable<Table> Layer(AuditScale scale)
    {
        if (scale.Metric.Kind != HeatMapMetric.Layer)
            yield break;
        var measured = tables.Rows<LayerShift>().ToDictionary(r => r.Cell);
        yield return Table.Of(scale.Plane.Cells.Select(cell =>
            measured[scale.Plane.Canonical(cell)] with { FrequencyY = cell.Y, FrequencyX = cell.X })).WithName(LayerShift.WholePlane);
    }

    private IEnumerable<Table> Intervals(AuditScale scale)
    {
        if (options.Precision == 0)
            yield break;
        var map = new AdaptiveHeatMap(scale.Plane, _size.Images, options.Precision, CleanError.Limit(tables));
        var intervals = map.Intervals(tables.Rows<MeasuredCell>());
        yield return Table.Of(scale.Plane.Cells.Select(cell =>
        {
            (double low, double high) = intervals[scale.Plane.Canonical(cell)];
            return new CellInterval(cell.Y, cell.X, low, high, (high - low) / 2);
        }));
    }

    private static Table Scores(string name, IEnumerable<BandScore> scores) => Table.Of(scores).WithName(name);

    private static bool IsSquare(BandScore score) => score.Shape is BandShape.SquareLowPass or BandShape.SquareHighPass;

    private static IEnumerable<FlipCurve> Curves(IEnumerable<RadiusFlips> flips) => flips.SelectMany(r => new FlipCurve[]
    {
        new("measured", r.Radius, r.FlipRate), new("by chance", r.Radius, r.FlipRateByChance),
    });

    private IEnumerable<LogMagnitude> Spectrum(AuditScale scale)
    {
        HashSet<SpatialFrequency> shown = [.. scale.Plane.Cells];
        return tables.Rows<MeanMagnitude>().Where(r => shown.Contains(r.Cell))
            .Select(r => new LogMagnitude(r.FrequencyY, r.FrequencyX, Math.Log10(Math.Max(r.Magnitude, 1e-12))));
    }
}
