using System.Globalization;
using Overtone.Catalog.Audit.HeatMap;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Comparison;

/// <summary>What an audit of several models concludes: how they differ first, then each model's own report.</summary>
internal sealed class SideBySideFindings
{
    private const double TwoSided = 1.96;
    private readonly IReadOnlyList<string> _labels;
    private readonly IReadOnlyList<StudyFindings> _each;
    private readonly AuditScale _scale;
    private readonly CorruptionComparison _corruptions;

    public SideBySideFindings(AuditOptions options, TableSet tables)
    {
        _labels = SideBySide.Labels(options);
        _each = [.. SideBySide.Each(options).Zip(_labels, (one, label) => new AuditFindings(one, SideBySide.Of(label, tables)).Conclude())];
        var size = ModelSize.Of(SideBySide.Of(_labels[0], tables));
        _scale = AuditScale.Of(options with { CompareWith = [] }, size);
        _corruptions = new CorruptionComparison(_labels, _each, size);
    }

    public StudyFindings Conclude()
    {
        MapDifference[] differences = [.. MapDifferences()];
        bool hasCorruptions = _corruptions.IsMeasured;
        return new StudyFindings
        {
            Claims = [],
            Estimates = [.. Differences(), .. hasCorruptions ? _corruptions.Estimates() : [],
                .. OfEach((found, label) => found.Estimates.Select(e => e with
                {
                    Subject = label,
                    Name = $"{label}.{e.Name}",
                    Statement = $"{label}: {e.Statement}",
                }))],
            Figures = [DifferenceMap(differences), Rings(), .. hasCorruptions ? _corruptions.Figures() : [],
                .. OfEach((found, label) => found.Figures.Select(figure => Labelled(figure, label)))],
            Tables = [Table.Of(Comparison()), Table.Of(differences), Table.Of(RingsOfAll()), .. hasCorruptions ? _corruptions.Tables() : [],
                .. OfEach((found, label) => found.Tables.Select(table => SideBySide.Labelled(table, label)))],
            NotMeasured = [.. OfEach((found, label) => found.NotMeasured.Select(part => part with { Part = $"{label}: {part.Part}" }))],
            Notes = [.. hasCorruptions ? _corruptions.Notes() : [], .. OfEach((found, label) => found.Notes.Select(note => $"{label}: "
                + $"{note}"))],
        };
    }

    private IEnumerable<T> OfEach<T>(Func<StudyFindings, string, IEnumerable<T>> part) =>
        _each.Zip(_labels, part).SelectMany(found => found);

    // The first model is what the others are compared with.
    private IEnumerable<Estimate> Differences()
    {
        foreach ((StudyFindings other, string label) in _each.Zip(_labels).Skip(1))
        {
            foreach (string name in new[] { "clean_accuracy", "low_frequency_error", "middle_frequency_error", "high_frequency_error" })
            {
                double difference = Value(other, name) - Value(_each[0], name);
                if (double.IsNaN(difference))
                    continue;
                yield return new Estimate
                {
                    Name = $"{label}.{name}_difference",
                    Value = difference,
                    Statement = $"{label} has {Points(difference)} of {name.Replace('_', ' ')} against {_labels[0]} "
                        + $"({StudyText.Percent(Value(other, name))} and {StudyText.Percent(Value(_each[0], name))}, on the same images).",
                };
            }
        }
    }

    // What a higher value means is known for these; the other numbers describe a model without being better or worse.
    private static int Sign(string name) => name switch
    {
        _ when name.EndsWith("_accuracy", StringComparison.Ordinal) || name == "withstood_radius" => 1,
        _ when name.EndsWith("_error", StringComparison.Ordinal) || name.EndsWith("_error_above_clean", StringComparison.Ordinal) => -1,
        _ => 0,
    };

    private IEnumerable<ComparedNumber> Comparison() => _each[0].Estimates.SelectMany(first => OfEach<ComparedNumber>((found, label) =>
        found.Estimates.FirstOrDefault(e => e.Name == first.Name) is { } estimate
            ? [new ComparedNumber(
                first.Name, label, estimate.Value, estimate.Low, estimate.High, label == _labels[0] ? "" : Judge(first, estimate))]
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

    private IEnumerable<MapDifference> MapDifferences()
    {
        Dictionary<SpatialFrequency, CellError> first = Map(_each[0]);
        foreach ((StudyFindings other, string label) in _each.Zip(_labels).Skip(1))
        {
            foreach ((SpatialFrequency cell, CellError row) in Map(other))
            {
                double error = Math.Sqrt(Math.Pow(row.StandardError, 2) + Math.Pow(first[cell].StandardError, 2));
                yield return new MapDifference(label, cell.Y, cell.X, row.Error - first[cell].Error, TwoSided * error);
            }
        }
    }

    private IEnumerable<ModelRing> RingsOfAll() => OfEach((found, label) =>
        found.Tables.Single(t => t.Name == "heatmap_rings").As<RingError>().Select(ring => new ModelRing(label, ring.Radius, ring.Error)));

    private Figure DifferenceMap(MapDifference[] differences)
    {
        // In tenths, and the same on both sides of zero.
        double largest = Math.Max(0.1, Math.Ceiling(10 * differences.Max(r => Math.Abs(r.Difference))) / 10);
        return new Figure
        {
            Id = "heat-map-difference",
            Title = $"Where the models differ from {_labels[0]}",
            Caption = $"Error rate minus that of {_labels[0]} at every frequency, l2 norm {StudyText.Number(_scale.Norm)}: below zero the "
                + $"model withstands what {_labels[0]} does not. Images and signs are the same for all models; half-widths of 95 % "
                + "intervals, as if they were not, stand in the table.",
            Panels = [.. _labels.Skip(1).Select(label => new HeatMap<MapDifference>($"{label} minus {_labels[0]}")
                .Where(r => r.Model, label).X(r => r.FrequencyX, AuditFigures.X.Label).Y(r => r.FrequencyY, AuditFigures.Y.Label)
                .Colour(r => r.Difference, "difference of error rates", min: -largest, max: largest).ToPanel())],
        };
    }

    private Figure Rings() => new()
    {
        Id = "error-by-radius-of-all",
        Title = "Error against the distance from zero frequency, all models",
        Caption = "Means over the heat map's cells whose rounded distance from zero frequency is r; l2 norm "
            + $"{StudyText.Number(_scale.Norm)}, the same images and signs for all.",
        Panels =
        [
            new Plot<ModelRing>().X(r => r.Radius, "distance from zero (cycles per image)").Y(r => r.Error, "error rate", min: 0, max: 1)
                .By(r => r.Model).LinesAndPoints(),
        ],
    };

    private static Figure Labelled(Figure figure, string label) => figure with
    {
        Id = $"{label}-{figure.Id}",
        Title = $"{label}: {figure.Title}",
        Panels = [.. figure.Panels.Select(panel => panel with { Table = SideBySide.Labelled(panel.Table, label) })],
    };

    private static Dictionary<SpatialFrequency, CellError> Map(StudyFindings findings) =>
        findings.Tables.Single(t => t.Name == "heatmap").As<CellError>().ToDictionary(r => r.Cell);

    private static double Value(StudyFindings findings, string name) => findings.Estimates.First(e => e.Name == name).Value;

    private static string Points(double difference) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Abs(difference):0.0} points {(difference < 0 ? "less" : "more")}");
}
