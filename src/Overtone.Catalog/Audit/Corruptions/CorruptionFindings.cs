using System.Globalization;
using Overtone.Catalog.Audit.Pictures;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Data.Corruptions;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Corruptions;

/// <summary>What an audit concludes from corrupted images.</summary>
internal sealed class CorruptionFindings(AuditOptions options, ModelSize size, TableSet tables)
{
    /// <summary>The table with one row for each corruption and severity.</summary>
    public const string BySeverity = "corruptions";

    /// <summary>The table with one row for each corruption, means over its severities.</summary>
    public const string Means = "corruption_means";

    private readonly double _cleanError = CleanError.Of(tables);

    // The first mask is the paper's.
    private static HighFrequencyMask[] Masks => Enum.GetValues<HighFrequencyMask>();

    /// <summary>The derived tables; none if no corruption was asked for.</summary>
    public IEnumerable<Table> Tables() => tables.Contains(CorruptionMeasurement.Answers) ? [Severities(), ByCorruption()] : [];

    /// <summary>The numbers of the summary.</summary>
    public IEnumerable<Estimate> Estimates()
    {
        if (!tables.Contains(CorruptionMeasurement.Answers))
            yield break;
        Row[] means = [.. ByCorruption().Rows];
        Row[] benchmark = [.. means.Where(r => CorruptionChoice.IsOfBenchmark(r.Text("corruption")))];
        if (benchmark.Length > 0)
        {
            double error = benchmark.Average(r => r.Number("error"));
            string which = benchmark.Length == CorruptionCatalog.Benchmark.Count ? "the 15 corruptions of the benchmark" : $"{benchmark.Length} of the benchmark's 15 corruptions";
            yield return new Estimate
            {
                Name = "corruption_error",
                Value = error,
                Statement = $"On {which} it misclassifies {Percent(error)} of the images, averaged over five severities; {Percent(_cleanError)} as they are.",
                Advice = error > _cleanError + WithstoodRadius.Tolerance
                    ? "The bars below say which corruptions hurt: noise and blur augmentation help against those of high frequencies, "
                        + "brightness, contrast and fog augmentation against those of low ones."
                    : "",
            };
        }

        Row worst = means.MaxBy(r => r.Number("error"));
        yield return new Estimate
        {
            Name = "worst_corruption_error",
            Value = worst.Number("error"),
            Statement = $"The most harmful corruption is {worst.Text("corruption")}: {Percent(worst.Number("error"))} of the images are misclassified, averaged over five severities. {Percent(worst.Number(CorruptionMeasurement.ColumnOf(Masks[0])))} of what it changes has high frequencies ({Label(Masks[0])}).",
            Advice = "Train with this corruption, or with one of a like spectrum.",
        };
    }

    /// <summary>The figures.</summary>
    public IEnumerable<Figure> Figures() => tables.Contains(CorruptionMeasurement.Answers) ? [Bars(), Sheet(), Spectra()] : [];

    private Table Severities()
    {
        var rows = new TableBuilder(
            BySeverity,
            [Column.Text("corruption"), Column.Integer("severity"), Column.Number("accuracy"), Column.Number("error"), Column.Number("standard_error"), Column.Integer("images"),
            Column.Integer("unchanged"), Column.Number("l2_norm"), .. Masks.Select(mask => Column.Number(CorruptionMeasurement.ColumnOf(mask)))]);
        foreach (Row r in tables[CorruptionMeasurement.Answers].Rows)
        {
            double error = (double)r.Integer("errors") / r.Integer("images");
            rows.Add([
                r.Text("corruption"), r.Integer("severity"), 1 - error, error, StandardError.OfShare(error, r.Integer("images")), r.Integer("images"), r.Integer("unchanged"), r.Number("l2_norm"),
                .. Masks.Select(mask => (object)r.Number(CorruptionMeasurement.ColumnOf(mask)))]);
        }

        return rows.Build();
    }

    private Table ByCorruption()
    {
        var rows = new TableBuilder(
            Means,
            [Column.Text("corruption"), Column.Number("accuracy"), Column.Number("error"), Column.Number("accuracy_change"), Column.Integer("unchanged"), Column.Number("l2_norm"),
            .. Masks.Select(mask => Column.Number(CorruptionMeasurement.ColumnOf(mask)))]);
        foreach (IGrouping<string, Row> corruption in Severities().Rows.GroupBy(r => r.Text("corruption")))
        {
            double error = corruption.Average(r => r.Number("error"));
            rows.Add([
                corruption.Key, 1 - error, error, _cleanError - error, corruption.Sum(r => r.Integer("unchanged")), Mean(corruption, "l2_norm"),
                .. Masks.Select(mask => (object)Mean(corruption, CorruptionMeasurement.ColumnOf(mask)))]);
        }

        return rows.Build();
    }

    // A severity that changes no image has no norm and no spectrum.
    private static double Mean(IEnumerable<Row> rows, string column) => rows.Select(r => r.Number(column)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private Figure Bars() => new()
    {
        Id = "corruptions",
        Title = "Accuracy on corrupted images",
        Caption = $"Accuracy on each corruption: the mean over five severities, with the range from the mildest to the strongest. {Convention()}",
        Panels =
        [
            new BarPanel { Table = BySeverity, Category = "corruption", Y = new Axis("accuracy", "accuracy", Minimum: 0, Maximum: 1), ReferenceLines = [new ReferenceLine(1 - _cleanError, "as they are")] },
        ],
    };

    private Figure Sheet()
    {
        return new Figure
        {
            Id = "corruption-sheet",
            Title = "What the corruptions look like",
            Caption = $"One image of the sample, as it is and at severities 1 to 5. {Convention()}",
            Panels =
            [
                PixelTable.Panel(CorruptionMeasurement.Sheet, "severity", size.Channels) with { GridRow = "corruption" },
            ],
        };
    }

    private Figure Spectra()
    {
        double[] values = [.. tables[CorruptionMeasurement.Spectra].Numbers("log10_magnitude")];
        // What a spectrum lacks at a few frequencies must not eat up the colours of all.
        const double Decades = 3;
        double most = values.Max();
        return new Figure
        {
            Id = "corruption-spectra",
            Title = "What the corruptions change, by frequency",
            Caption = $"Base-10 logarithm of the mean magnitude of the Fourier transform of the change, E|F(C(X) − X)|, at severity {CorruptionMeasurement.SpectrumSeverity} (orthonormal, no window, mean over channels and changed images), "
                + "zero frequency in the middle; the three upper decades of all corruptions together are coloured. In each title: the share of the change's energy at high frequencies, "
                + $"{Label(Masks[0])}; other masks stand in the table. {Convention()}",
            PanelsPerRow = 4,
            Panels = [.. tables[CorruptionMeasurement.Spectra].Rows.Select(r => r.Text("corruption")).Distinct().Select(corruption => new HeatMapPanel
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"{corruption.Replace('_', ' ')}{Share(corruption)}"),
                Table = CorruptionMeasurement.Spectra,
                Where = [new Where("corruption", corruption)],
                X = AuditFigures.X with { Label = "" },
                Y = AuditFigures.Y with { Label = "" },
                Value = new Axis("log10_magnitude", "log10 magnitude", Minimum: most - Decades, Maximum: most),
            })],
        };
    }

    private string Share(string corruption) =>
        Fraction(corruption) is { } share && double.IsFinite(share)
            ? string.Create(CultureInfo.InvariantCulture, $", {100 * share:0}\u00a0%")
            : ": no image changed";

    private double Fraction(string corruption) => tables[CorruptionMeasurement.Answers].Rows
        .Single(r => r.Text("corruption") == corruption && r.Integer("severity") == CorruptionMeasurement.SpectrumSeverity).Number(CorruptionMeasurement.ColumnOf(Masks[0]));

    private string Convention()
    {
        if (options.CorruptedData.Length > 0)
            return $"Corrupted images as they are in {Path.GetFileName(Path.TrimEndingDirectorySeparator(options.CorruptedData))}.";
        string mode = options.CorruptionMode == CorruptionMode.Faithful ? "as published, quirks included" : "the published program's quirks mended";
        string ice = options.Frost.Length > 0 ? "pictures given" : "ice made by a procedure, since the published photographs may not be passed on";
        return $"Corruptions of CIFAR-10-C, {mode}; lengths scaled from 32 to {size.Shorter} pixels; frost from {ice}.";
    }

    private string Label(HighFrequencyMask mask) => HighFrequencyMasks.Label(mask, size.Height, size.Width);

    private static string Percent(double share) => double.IsNaN(share) ? "unknown" : StudyText.Percent(share);
}
