using Overtone.Studies.Findings;
using static Overtone.Catalog.PiecewiseLinear.LinearRegions;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>What <see cref="LinearRegions"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearRegionsFindings(Conclusion to)
{
    // Rounding of float64 in sums of at most a few hundred terms.
    private const double AffineTolerance = 1e-12;

    private readonly IReadOnlyList<Found> _found = to.Rows<Found>();

    public void Conclude()
    {
        Claim("tiling", "The polygons tile the window")
            .By("largest difference of their areas' sum from the window's, as a share of it").AtMost(1e-9)
            .Of(_found.Max(r => r.TilingError));
        Claim("sampling", "At every sample point the network has the value that the polygon lying there gives it")
            .By("largest difference over all points, outputs and networks, as a share of the largest output").AtMost(AffineTolerance)
            .Of(_found.Max(r => r.Difference));
        Claim("affine", "Within a polygon the network is affine")
            .By("largest second difference about the centres of polygons, as a share of the largest value").AtMost(AffineTolerance)
            .Of(_found.Max(r => r.Bend));
        Claim("affine-smooth", "Within the same polygons the same weights with tanh are affine").AsControl()
            .By("as for affine; smallest over networks").AtMost(AffineTolerance).Of(_found.Min(r => r.SmoothBend));
        Claim("segments", "A segment crosses as many polygons as it has pieces between breakpoints")
            .By("smallest share of random segments, over networks").AtLeast(1).Of(_found.Min(r => r.AgreeingSegments));
        Claim("one-layer-bound", "One hidden layer of n units makes at most 1 + n + n(n − 1)/2 regions")
            .By("largest count as a share of the bound").AtMost(1).Of(_found.Max(r => (double?)r.Regions / r.Bound) ?? double.NaN);

        foreach (IGrouping<(RegionSubject Subject, string Stage), Found> group in _found.GroupBy(r => (r.Subject, r.Stage)))
            Count(group.Key.Subject, group.Key.Stage, [.. group.Select(r => (double)r.Regions)]);
        Figures();
        to.Note("A region has a constant activation pattern; where a unit does not affect the output, neighbours may share one "
            + "affine map and still count as two.");
        to.Note("Weights are float32 numbers, taken exactly; cutting and comparing are in float64. A corner counts as lying on a "
            + "line if its distance is below 1e-12 of the terms that make up the distance.");
        to.Note("Only the drawn window counts: the bound for one layer holds on the whole plane and is reached in general position.");
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1905.12797, Fig. 1");

    private void Count(RegionSubject subject, string stage, double[] counts)
    {
        string when = stage == Initial ? "before training" : "after training";
        to.Estimate(Estimate.OfMedian(
            $"regions_{StudyText.Kebab(subject)}_{stage}", counts,
            mean => $"{Phrase(subject)} cut the window into {mean:0} regions {when}, on average over {counts.Length} seeds.", "regions"));
    }

    private static string Phrase(RegionSubject subject) => subject switch
    {
        RegionSubject.Deep => "Deep networks of two variables",
        RegionSubject.Shallow => "Networks with one hidden layer",
        RegionSubject.Convolutional => "Convolutional classifiers of digits with maximum pooling, on the plane through three images,",
        _ => "Classifiers of digits, on the plane through three images,",
    };

    private void Figures()
    {
        to.Figure(
            "regions", "The regions on which a ReLU network is affine",
            "Exact polygons of the first seed. Top: a network of two variables before and after learning sin 3x₁ · sin 3x₂, coloured "
            + "by its value at their centre. Bottom: a perceptron and a convolutional network with maximum pooling that classify "
            + "digits, on the plane through three images, which lie at (0, 0), (1, 0) and (0, 1), coloured by the class at their "
            + "centre.",
            Values(Initial, "before training"), Values(Trained, "after training"),
            Classes(RegionSubject.Digits, Initial, "digits, before training"),
            Classes(RegionSubject.Digits, Trained, "digits, after training"),
            Classes(RegionSubject.Convolutional, Initial, "convolutional, before training"),
            Classes(RegionSubject.Convolutional, Trained, "convolutional, after training"));
        to.Figure(
            "counts", "Number of regions in the window",
            "Mean over seeds with the range. Each subject has its own window and network, so only bars of the same subject can be "
                + "compared.",
            perRow: 1,
            new Bars<Found>().Each(r => r.Subject).By(r => r.Stage).Y(r => r.Regions, "regions in the window"));
    }

    private static Panel Values(string stage, string title) => new Polygons<RegionCorner>(title).From(TableOf(RegionSubject.Deep, stage))
        .Each(r => r.Region).X(r => r.X, "x₁").Y(r => r.Y, "x₂").Colour(r => r.Value, "output");

    private static Panel Classes(RegionSubject subject, string stage, string title) => new Polygons<RegionCorner>(title)
        .From(TableOf(subject, stage)).Each(r => r.Region)
        .X(r => r.X, "towards the second image").Y(r => r.Y, "towards the third image").Colour(r => r.Value, "class", min: 0, max: 9);
}
