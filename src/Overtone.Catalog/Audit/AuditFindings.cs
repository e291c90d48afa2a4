using Overtone.Catalog.Audit.Attacks;
using Overtone.Catalog.Audit.Bands;
using Overtone.Catalog.Audit.Corruptions;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Layers;
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
        var map = new HeatMapTable(tables[HeatMapMeasurement.Cells], scale.Plane);
        Table bands = BandTables.Summary("bands", tables["band_answers"]), noise = BandTables.Summary("noise", tables["noise_answers"]), flips = BandTables.Flips(tables);
        var corruptions = new CorruptionFindings(options, _size, tables);
        var attacks = new AttackFindings(_size, tables);
        bool hasGradient = tables.Contains("gradient");
        return new StudyFindings
        {
            Claims = [],
            Estimates = [.. new AuditEstimates(tables, _size, scale, map, bands, noise, flips).All(), .. corruptions.Estimates(), .. attacks.Estimates(), .. FirstKernels.Estimates(tables)],
            Figures = [.. AuditFigures.Of(options, scale, _size, map.EffectiveNorm, hasGradient), .. corruptions.Figures(), .. attacks.Figures(), .. FirstKernels.Figures(tables), .. LayerSpectra.Figures(options, tables)],
            Tables =
            [
                map.Errors(), map.Metrics(), map.Rings(), bands, Part(bands, "bands", "square"), Part(bands, "bands", "radial"), noise, Part(noise, "noise", "square"), flips,
                FlipRates(flips), SpectrumPlane(scale), .. Intervals(scale), .. Layer(scale), .. Dtype(), .. corruptions.Tables(), .. attacks.Tables(),
            ],
            NotMeasured = [.. GradientCoverage.NotMeasured(tables), .. LayerSpectra.NotMeasured(tables)],
            Notes = [.. Notes()],
        };
    }

    private IEnumerable<string> Notes()
    {
        foreach (Row finding in tables["preflight"].Rows.Where(r => r.Text("severity") != "error"))
            yield return $"Preflight, {finding.Text("finding")}";
        yield return options.BatchSize > 0
            ? $"Batches of {options.BatchSize} images."
            : $"{Calibration.Describe(tables)}, chosen by a short measurement before the first long trial.";
        if (options.Dtype != NumberType.Float32)
            yield return $"The model computed in {StudyText.Kebab(options.Dtype)}: weights and input rounded, logits in float32 again. The preflight's checks and gradients are float32's.";
        yield return "Standard errors are those of independent images, √(p(1−p)/n). All cells share images and signs, so differences between cells are known better than that.";
    }

    private IEnumerable<Table> Dtype() => tables.Contains(DtypeMeasurement.Answers) ? [new DtypeFlips(tables[DtypeMeasurement.Answers]).Rates()] : [];

    private IEnumerable<Table> Layer(AuditScale scale)
    {
        if (scale.Metric.Kind != HeatMapMetric.Layer)
            yield break;
        var measured = tables[LayerMeasurement.Cells].Rows.ToDictionary(FrequencyColumns.Of);
        var rows = new TableBuilder(
            "heatmap_layer", FrequencyColumns.Y, FrequencyColumns.X, Column.Number("shift"), Column.Number("standard_error"));
        foreach (SpatialFrequency cell in scale.Plane.Cells)
        {
            Row row = measured[scale.Plane.Canonical(cell)];
            rows.Add(cell.Y, cell.X, row.Number("shift"), row.Number("standard_error"));
        }

        yield return rows.Build();
    }

    private IEnumerable<Table> Intervals(AuditScale scale)
    {
        if (options.Precision == 0)
            yield break;
        var map = new AdaptiveHeatMap(scale.Plane, _size.Images, options.Precision, CleanError.Limit(tables));
        var intervals = map.Intervals(tables[HeatMapMeasurement.Cells]);
        var rows = new TableBuilder(
            "heatmap_intervals",
            FrequencyColumns.Y, FrequencyColumns.X, Column.Number("low"), Column.Number("high"), Column.Number("half_width"));
        foreach (SpatialFrequency cell in scale.Plane.Cells)
        {
            (double low, double high) = intervals[scale.Plane.Canonical(cell)];
            rows.Add(cell.Y, cell.X, low, high, (high - low) / 2);
        }

        yield return rows.Build();
    }

    private static Table Part(Table whole, string name, string shape)
    {
        var rows = new TableBuilder($"{name}_{shape}", [.. whole.Columns]);
        foreach (Row r in whole.Rows.Where(r => r.Text("shape").StartsWith(shape, StringComparison.Ordinal)))
        {
            rows.Add(
                r.Text("shape"), r.Integer("bandwidth"), r.Number("accuracy"), r.Number("error"), r.Number("standard_error"), r.Number("confidence"), r.Integer("images"));
        }

        return rows.Build();
    }

    private static Table FlipRates(Table flips)
    {
        var rows = new TableBuilder("flip_rates", Column.Text("kind"), Column.Integer("radius", "cycles per image"), Column.Number("rate"));
        foreach (Row r in flips.Rows)
            rows.Add("measured", r.Integer("radius"), r.Number("flip_rate")).Add("by chance", r.Integer("radius"), r.Number("flip_rate_by_chance"));
        return rows.Build();
    }

    private Table SpectrumPlane(AuditScale scale)
    {
        HashSet<SpatialFrequency> shown = [.. scale.Plane.Cells];
        var rows = new TableBuilder(
            "spectrum_plane", FrequencyColumns.Y, FrequencyColumns.X, Column.Number("log10_magnitude"));
        foreach (Row r in tables["spectrum"].Rows)
        {
            SpatialFrequency cell = FrequencyColumns.Of(r);
            if (shown.Contains(cell))
                rows.Add(cell.Y, cell.X, Math.Log10(Math.Max(r.Number("magnitude"), 1e-12)));
        }

        return rows.Build();
    }
}
