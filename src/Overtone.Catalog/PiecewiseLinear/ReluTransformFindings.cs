using Overtone.Studies.Findings;
using static Overtone.Catalog.PiecewiseLinear.ReluTransform;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>
/// What <see cref="ReluTransform"/> says of its rows. Thresholds were proposed before any deciding run: exactness from the precision of the
/// peers, exponents from the theorem with room for a finite band.
/// </summary>
internal sealed class ReluTransformFindings(Conclusion to)
{
    private const string Theorem = "1806.08734, Theorem 1", Tapered = "ours, after 1905.12797";

    public void Conclude()
    {
        Check("exact-line", "In one variable the closed form is the transform", Theorem, Line)
            .By("largest difference from quadrature over five frequencies and all seeds, as a share of ∫|f|").AtMost(1e-9)
            .Of(Difference(Line));
        Check("exact-plane", "In two variables the sum over polygons is the transform", Theorem, Plane)
            .By("largest difference from exact lines joined by quadrature over four frequencies and all seeds, as a share of ∫f")
            .AtMost(1e-5).Of(Difference(Plane));
        Check("lemma-1", "Lemma 1, with −i in front, is the transform", "1806.08734, Lemma 1", Lemma)
            .By("largest difference from the sum of all edges over three frequencies and all seeds, as a share of ∫f")
            .AtMost(1e-9).Of(Difference(Lemma));
        Check("lemma-1-as-printed", "Lemma 1, with the printed +i in front, is the transform", "1806.08734, Lemma 1", LemmaAsPrinted)
            .By("as for lemma-1").AtMost(1e-9).Of(Difference(LemmaAsPrinted));
        const string Along = "along the normal of an edge", Elsewhere = "in almost every direction";
        Falls("decay-line", "In one variable the envelope falls with k⁻²", Theorem, Line, -2, 0.1,
            ($"the same of networks of two variables {Elsewhere}", ReluTransform.Random));
        Falls("decay-random", $"In the plane it falls with k⁻³ {Elsewhere}", Theorem, ReluTransform.Random, -3, 0.3,
            ($"the same {Along}", Normal));
        Falls("decay-normal", "Along the normal of an edge it falls with k⁻²", Theorem, Normal, -2, 0.2,
            ($"the same {Elsewhere}", ReluTransform.Random));
        Falls("decay-tapered", "Sampled along a tapered line through many dimensions, it still falls with about k⁻²", Tapered, TaperedRelu,
            -1.95, 0.25, ("the same weights with tanh", TaperedTanh));
        Figures();
        Notes();
    }

    private ClaimBuilder Check(string id, string statement, string source, string name) =>
        to.Claim(id, statement).From(source).AsControl(name is LemmaAsPrinted);

    private double Difference(string check) => to.Rows<Checked>().Where(r => r.Check == check).Max(r => r.Difference);

    private void Falls(
        string id, string statement, string source, string spectrum, double exponent, double band, (string Name, string Spectrum) rival) =>
        Check(id, statement, source, spectrum)
            .By($"distance of the fitted exponent from {exponent}, mean over directions").AtMost(band)
            .Published(source == Theorem ? $"−{-exponent} (proved)" : null, source == Theorem ? 0 : null)
            .Against(rival.Name, band, Distances(rival.Spectrum, exponent)).PerSeed(Distances(spectrum, exponent));

    private IEnumerable<double> Distances(string spectrum, double exponent) => to.Rows<Decay>().Where(r => r.Spectrum == spectrum)
        .GroupBy(r => r.Seed).Select(own => own.Average(r => Math.Abs(r.Exponent - exponent)));

    private void Figures()
    {
        to.Figure(
            "regions-and-spectrum", "A ReLU network's linear regions and its exact spectrum",
            "Left: the polygons on which the first seed's network of two variables is affine, coloured by its value at their centre; "
            + "it vanishes on the border. Right: the magnitude of its transform ∫ f exp(−ik·x) dx, from the polygons in closed form. "
            + "Rays run along the normals of edges.",
            new Polygons<RegionCorner>("regions").Each(r => r.Region).X(r => r.X, "x₁").Y(r => r.Y, "x₂").Colour(r => r.Value, "output"),
            new HeatMap<PlaneSpectrum>("spectrum").X(r => r.FrequencyX, "k₁ (radians per unit)")
                .Y(r => r.FrequencyY, "k₂ (radians per unit)")
                .Colour(r => r.Magnitude, "|f̂(k)|", log: true));
        to.Figure(
            "decay", "How the spectrum decays in each direction",
            "Magnitude of the exact transform against k for the first seed: in one variable, along the normal of the strongest edge "
            + "(length times jump of the slope), and in one random direction of the plane. Exponents are fitted to the envelope from k = "
            + "1,000 on, right of the dashed line.",
            perRow: 1,
            new Plot<CurvePoint>().X(r => r.Frequency, "k (radians per unit)", log: true)
                .Y(r => r.Magnitude, "|f̂(k)|", log: true, min: 1e-14)
                .By(r => r.Spectrum).Line(1e3, "fitted from here", vertical: true));
        to.Figure(
            "exponents", "Fitted decay exponents of all seeds",
            "Mean over directions and seeds, with the range. Theory: −2 in one variable and along normals, −3 in almost every direction of "
            + "the plane. Tapered: sampled along a line through the input space under a cos⁴ taper, which itself falls with k⁻⁵.",
            perRow: 1,
            new Bars<Decay>().Each(r => r.Spectrum).Y(r => r.Exponent, "exponent of k").Line(-2, "−2").Line(-3, "−3"));
    }

    private void Notes()
    {
        to.Note("Lemma 1 is printed with +i; for the transform ∫ f exp(−ik·x) dx, which the paper uses, it must be −i. Magnitudes and "
            + "Theorem 1 are unaffected.");
        to.Note("In two variables the networks are made to vanish on the window's border, with four units per layer besides the "
            + "random ones; a jump there would fall with k⁻¹ along the axes and hide the rest.");
        to.Note("The envelope is the line through the largest magnitudes of 12 bins of equal width in log k, from k = 1,000 to "
            + "30,000, far beyond what sampling could reach.");
        to.Note("The tapered slices are sampled over bins 150 to 1,500 of 32,768; their taper, cos⁴, itself falls with k⁻⁵, which is what "
            + "a smooth network shows.");
    }
}
