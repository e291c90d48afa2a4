using Overtone.Catalog.Audit;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.AttackedModels;

/// <summary>The accuracy that attacks leave of one of several models, with its 95 % interval.</summary>
[Table("compared_curves")]
internal sealed record ComparedPoint(string Model, double Epsilon, int Images, double Accuracy, double Low, double High);

/// <summary>What attacks on several models say: their worst cases side by side first, then each model's own report.</summary>
internal static class ComparedAttacks
{
    public static void Conclude(AttackedModelOptions options, Conclusion to)
    {
        IReadOnlyList<ModelName> names = AttackedModelStudy.NamesOf(options);
        (ModelName Name, TableSet Tables, StudyFindings Found)[] models =
        [
            .. AttackedModelStudy.Each(options).Zip(names, (one, name) =>
            {
                TableSet own = SideBySide.Of(name.Label, to.Tables);
                return (name, own, to.Of(own, alone => new AttackedModelFindings(one, alone).Conclude()));
            }),
        ];
        to.Add(models.SelectMany(model => WorstOf(model.Tables.Rows<LedgerEntry>()).Select(point => new ComparedPoint(
            model.Name.Name, point.Epsilon, point.Images, point.Accuracy, point.Low, point.High))));
        string norm = NormText.Of(options.Norm);
        to.Figure(
            "compared-attack-curves", "What attacks leave of the accuracy, side by side",
            $"The share of images that no attack broke, against the bound ε of the change in {norm}; the same images for all models.",
            new Plot<ComparedPoint>().X(r => r.Epsilon, $"ε ({norm})", min: 0).Y(r => r.Accuracy, "accuracy", min: 0, max: 1)
                .By(r => r.Model).LinesAndPoints());
        foreach ((ModelName name, _, StudyFindings found) in models)
            to.Add(SideBySide.Labelled(found, name));
    }

    private static IEnumerable<CurvePoint> WorstOf(IReadOnlyList<LedgerEntry> ledger)
    {
        IReadOnlyList<CurvePoint> points = AttackCurves.PointsOf(ledger);
        return points.Where(point => point.Attack == points[^1].Attack);
    }
}
