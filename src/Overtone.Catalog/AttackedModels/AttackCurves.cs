using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.AttackedModels;

/// <summary>The accuracy that attacks leave within a bound, with its 95 % interval.</summary>
[Table("attack_curve")]
internal sealed record CurvePoint(string Attack, double Epsilon, int Images, double Accuracy, double Low, double High);

/// <summary>Accuracy against the bound, for each attack and for the worst of all.</summary>
internal static class AttackCurves
{
    /// <summary>The name of the worst case of each image.</summary>
    public const string Worst = "worst of all";

    /// <summary>The points of all curves, rising by bound; without any change first.</summary>
    public static IReadOnlyList<CurvePoint> PointsOf(IReadOnlyList<LedgerEntry> ledger)
    {
        List<CurvePoint> points = [.. ledger.GroupBy(r => r.Attack).SelectMany(attack => Curve(attack.Key, [.. attack]))];
        if (ledger.DistinctBy(r => r.Attack).Count() > 1)
            points.AddRange(Curve(Worst, ledger));
        return points;
    }

    /// <summary>Adds the points, and draws them.</summary>
    public static void Conclude(IReadOnlyList<LedgerEntry> ledger, string norm, Conclusion to)
    {
        to.Add(PointsOf(ledger));
        to.Figure(
            "attack-curves", "What attacks leave of the accuracy",
            $"The share of images that are not broken, against the bound ε of the change in {norm} (pixels in [0, 1]). For each image the "
                + $"worst of all attacks counts in the curve '{Worst}'. Each curve is an upper bound on what stronger attacks leave.",
            new Plot<CurvePoint>().X(r => r.Epsilon, $"ε ({norm})", min: 0).Y(r => r.Accuracy, "accuracy", min: 0, max: 1).By(r => r.Attack)
                .LinesAndPoints().PointsOf(Worst));
    }

    // An image's worst case, whoever found it: broken if any of its rows says so.
    private static IEnumerable<CurvePoint> Curve(string name, IReadOnlyList<LedgerEntry> rows)
    {
        bool[] wasWrong = [.. rows.GroupBy(r => r.Image, (_, own) => own.First().WasWrong)];
        return rows.GroupBy(r => r.Epsilon).OrderBy(bound => bound.Key)
            .Select(bound => Point(bound.Key, [.. bound.GroupBy(r => r.Image, (_, own) => own.Any(r => r.WasWrong || r.Broken))]))
            .Prepend(Point(0, wasWrong));

        CurvePoint Point(double epsilon, bool[] isLost)
        {
            int standing = isLost.Count(lost => !lost);
            var interval = WilsonInterval.Of(standing, isLost.Length);
            return new CurvePoint(name, epsilon, isLost.Length, (double)standing / isLost.Length, interval.Low, interval.High);
        }
    }
}
