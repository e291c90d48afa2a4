using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>A model's error at a frequency minus the first model's, with half a 95 % interval.</summary>
[Table("heatmap_difference")]
internal sealed record MapDifference(
    string Model, [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Difference, double HalfWidth)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>A model's error at a frequency.</summary>
[Table("heatmaps_of_all")]
internal sealed record ModelCell(
    string Model, [Unit(CellRow.Unit)] int FrequencyY, [Unit(CellRow.Unit)] int FrequencyX, double Error)
    : CellRow(FrequencyY, FrequencyX);

/// <summary>A model's error on a ring.</summary>
[Table("heatmap_rings_of_all")]
internal sealed record ModelRing(string Model, [Unit(CellRow.Unit)] long Radius, double Error);

/// <summary>Where the heat maps of several models differ.</summary>
internal sealed class HeatMapComparison(AuditSetting audit, ComparedModels models)
{
    private const double TwoSided = 1.96;

    private readonly string _norm = StudyText.Number(HeatMapScale.Of(audit).Norm);

    public void Conclude(Conclusion to)
    {
        MapDifference[] differences = [.. Differences()];
        to.Add(differences);
        to.Add(models.OfEach((found, name) => new TableSet(found.Tables).Rows<CellError>()
            .Select(r => new ModelCell(name, r.FrequencyY, r.FrequencyX, r.Error))));
        to.Add(models.OfEach((found, label) =>
            new TableSet(found.Tables).Rows<RingError>().Select(ring => new ModelRing(label, ring.Radius, ring.Error))));
        // In tenths, and the same on both sides of zero.
        double largest = Math.Max(0.1, Math.Ceiling(10 * differences.Max(r => Math.Abs(r.Difference))) / 10);
        to.Figure(
            "heat-map-difference", $"Where the models differ from {models.First}",
            $"In each row the error rates of {models.First} and of another model at every frequency, l2 norm {_norm}, and the second minus "
                + $"the first: below zero the model withstands what {models.First} does not. Marks on the keys: the clean error. "
                + "Images and signs are the same for all models; half-widths of 95 % intervals, as if they were not, stand in the table.",
            perRow: 3,
            models.Names.Skip(1).SelectMany(model => new Panel[]
            {
                Map(models.Names[0].Name), Map(model.Name),
                CellRow.Map<MapDifference>("the difference").Where(r => r.Model, model.Name)
                    .Colour(r => r.Difference, "difference", min: -largest, max: largest).ToPanel(),
            }));
        to.Figure(
            "error-by-radius-of-all", "Error against the distance from zero frequency, all models",
            $"Means over the heat map's cells whose rounded distance from zero frequency is r; l2 norm {_norm}, the same images and signs "
                + "for all.",
            new Plot<ModelRing>().X(r => r.Radius, "distance from zero (cycles per image)").Y(r => r.Error, "error rate", min: 0, max: 1)
                .By(r => r.Model).LinesAndPoints());
    }

    private Panel Map(string model)
    {
        int number = models.Names.Index().First(name => name.Item.Name == model).Index;
        double clean = 1 - models.Findings[number].Estimates.First(e => e.Name == AuditFindings.CleanAccuracyName).Value;
        return CellRow.Map<ModelCell>(model).Where(r => r.Model, model).Colour(r => r.Error, "error rate", min: 0, max: 1).Line(clean);
    }

    private IEnumerable<MapDifference> Differences()
    {
        Dictionary<SpatialFrequency, CellError>[] maps =
            [.. models.Findings.Select(found => new TableSet(found.Tables).Rows<CellError>().ToDictionary(r => r.Cell))];
        for (int n = 1; n < maps.Length; n++)
        {
            foreach ((SpatialFrequency cell, CellError row) in maps[n])
            {
                CellError first = maps[0][cell];
                double error = Math.Sqrt(Math.Pow(row.StandardError, 2) + Math.Pow(first.StandardError, 2));
                yield return new MapDifference(models.Names[n].Name, cell.Y, cell.X, row.Error - first.Error, TwoSided * error);
            }
        }
    }
}
