using System.Globalization;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>A number of a model's summary, and whether it is better or worse than the first model's.</summary>
[Table("comparison")]
internal sealed record ComparedNumber(string Number, string Model, double Value, double? Low, double? High, string ComparedWithFirst);

/// <summary>What was concluded about each of several models.</summary>
/// <param name="Names">The models' names.</param>
/// <param name="Findings">What was concluded about each.</param>
internal sealed record ComparedModels(IReadOnlyList<ModelName> Names, IReadOnlyList<StudyFindings> Findings)
{
    /// <summary>The name of the model that the others are compared with.</summary>
    public string First => Names[0].Name;

    /// <summary>Something of every model, one after another.</summary>
    public IEnumerable<T> OfEach<T>(Func<StudyFindings, string, IEnumerable<T>> part) =>
        Findings.Zip(Names, (found, model) => part(found, model.Name)).SelectMany(found => found);
}

/// <summary>What an audit of several models concludes: how they differ first, then each model's own report.</summary>
internal static class SideBySideFindings
{
    private static readonly FrequencyBand[] Bands = [FrequencyBand.Low, FrequencyBand.Middle, FrequencyBand.High];

    public static void Conclude(AuditOptions options, Conclusion to)
    {
        IReadOnlyList<ModelName> names = SideBySide.NamesOf(options);
        AuditOptions[] each = [.. SideBySide.Each(options)];
        TableSet[] tables = [.. names.Select(model => SideBySide.Of(model.Label, to.Tables))];
        var models = new ComparedModels(
            names, [.. each.Zip(tables, (one, own) => to.Of(own, alone => AuditFindings.Conclude(one, alone)))]);
        var audit = new AuditSetting(each[0], ModelSize.Of(tables[0]));
        foreach (Estimate difference in Differences(models, audit, tables))
            to.Estimate(difference);
        to.Add(Comparison(models));
        foreach (AuditPart part in AuditParts.All)
            part.Compare(audit, models, to);
        foreach ((StudyFindings found, ModelName model) in models.Findings.Zip(names))
            to.Add(SideBySide.Labelled(found, model));
    }

    // The first model is what the others are compared with, image by image: all models see the same ones.
    private static IEnumerable<Estimate> Differences(ComparedModels models, AuditSetting audit, TableSet[] tables)
    {
        FrequencyTiling tiling = HeatMapScale.Of(audit).Tiling;
        int images = audit.Size.Images;
        ImageErrors[] errors = Array.ConvertAll(
            tables, own => new ImageErrors(own.Rows<MeasuredCell>(), tiling, DrawOrder.Of(audit.Options, own.Rows<CleanAnswer>())));
        (string Name, Func<int, CellMean?> Mean)[] numbers =
        [
            (AuditFindings.CleanAccuracyName, model => new CellMean(
                (1, [.. tables[model].Rows<CleanAnswer>().OrderBy(r => r.Image).Select(r => r.IsRight ? 1.0 : 0)]))),
            .. Bands.Select(band => ($"{StudyText.Kebab(band)}_frequency_error", OfBand(band))),
        ];
        for (int model = 1; model < tables.Length; model++)
        {
            foreach ((string name, Func<int, CellMean?> mean) in numbers)
            {
                double value = Value(models.Findings[model], name), first = Value(models.Findings[0], name);
                if (!double.IsNaN(value - first))
                    yield return Difference(models.Names[model], name, value, models.First, first, [mean(model)!, mean(0)!], images);
            }
        }

        Func<int, CellMean?> OfBand(FrequencyBand band)
        {
            SpatialFrequency[] cells = [.. tiling.Plane.Cells.Where(cell => FrequencyBands.Of(cell, audit.Size.Shorter) == band)];
            return model => errors[model].MeanOf(cells);
        }
    }

    private static Estimate Difference(
        ModelName model, string name, double value, string firstModel, double first, CellMean[] means, int images)
    {
        (_, double low, double high) = CellMean.Interval(means, Enumerable.Range(0, images), values => values[0] - values[1]);
        return new Estimate
        {
            Name = $"{model.Label}.{name}_difference",
            Value = value - first,
            Low = low,
            High = high,
            Importance = low > 0 || high < 0 ? Math.Abs(value - first) : 0,
            Statement = $"{model.Name}: {Points(value - first, name.Replace('_', ' '), firstModel)} ({StudyText.Percent(value)} against "
                + $"{StudyText.Percent(first)}, on the same images; 95 % interval of the difference "
                + string.Create(CultureInfo.InvariantCulture, $"{100 * low:+0.0;−0.0;0.0} to {100 * high:+0.0;−0.0;0.0})."),
        };
    }

    // What a higher value means is known for these; the other numbers describe a model without being better or worse.
    private static int Sign(string name) => name switch
    {
        _ when name.EndsWith("_accuracy", StringComparison.Ordinal) || name == "withstood_radius" => 1,
        _ when name.EndsWith("_error", StringComparison.Ordinal) || name.EndsWith("_error_above_clean", StringComparison.Ordinal) => -1,
        _ => 0,
    };

    private static IEnumerable<ComparedNumber> Comparison(ComparedModels models) => models.Findings[0].Estimates.SelectMany(first =>
        models.OfEach<ComparedNumber>((found, label) => found.Estimates.FirstOrDefault(e => e.Name == first.Name) is { } estimate
            ? [new ComparedNumber(
                first.Name, label, estimate.Value, estimate.Low, estimate.High, label == models.First ? "" : Judge(first, estimate))]
            : []));

    // Both are measured on the same images, so intervals that do not overlap are more than enough.
    private static string Judge(Estimate first, Estimate other)
    {
        if (Sign(first.Name) == 0 || double.IsNaN(first.Value) || double.IsNaN(other.Value))
            return "";
        string which = Sign(first.Name) * (other.Value - first.Value) > 0 ? "better" : "worse";
        bool isSure = first.Low is null || other.Low is null || first.High < other.Low || other.High < first.Low;
        return other.Value == first.Value ? "the same" : isSure ? which : $"{which}, within the intervals";
    }

    private static double Value(StudyFindings findings, string name) => findings.Estimates.First(e => e.Name == name).Value;

    private static string Points(double difference, string what, string than) => difference == 0
        ? $"the same {what} as {than}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * Math.Abs(difference):0.0} points {(difference < 0 ? "less" : "more")} {what} than {than}");
}
