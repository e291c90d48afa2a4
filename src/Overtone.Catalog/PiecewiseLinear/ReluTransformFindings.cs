using Overtone.Studies;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.PiecewiseLinear;

/// <summary>What <see cref="ReluTransform"/> concludes from its tables.</summary>
internal sealed class ReluTransformFindings(TableSet tables, string? reduction)
{
    // Proposed before any deciding run: exactness from the precision of the peers, exponents from the theorem with room for a finite band.
    private const double LineTolerance = 1e-9, PlaneTolerance = 1e-5, LemmaTolerance = 1e-9;
    private const double LineBand = 0.1, NormalBand = 0.2, RandomBand = 0.3, TaperedBand = 0.25, TaperedExponent = -1.95;

    private const string Theorem = "1806.08734, Theorem 1";
    private const string Lemma = "1806.08734, Lemma 1";

    public StudyFindings Conclude() => new()
    {
        Claims =
        [
            Check("exact-line", "In one variable the closed form is the transform", Theorem, "line", LineTolerance, "largest difference from quadrature over five frequencies and all seeds, as a share of ∫|f|"),
            Check("exact-plane", "In two variables the sum over polygons is the transform", Theorem, "plane", PlaneTolerance, "largest difference from exact lines joined by quadrature over four frequencies and all seeds, as a share of ∫f"),
            Check("lemma-1", "Lemma 1, with −i in front, is the transform", Lemma, "lemma", LemmaTolerance, "largest difference from the sum of all edges over three frequencies and all seeds, as a share of ∫f"),
            Check("lemma-1-as-printed", "Lemma 1, with the printed +i in front, is the transform", Lemma, "lemma as printed", LemmaTolerance, "as for lemma-1", ClaimRole.NegativeControl),
            Decay("decay-line", "In one variable the envelope falls with k⁻²", Theorem, "line", -2, LineBand, "−2 (proved)"),
            Decay("decay-random", "In the plane it falls with k⁻³ in almost every direction", Theorem, "random", -3, RandomBand, "−3 (proved)"),
            Decay("decay-normal", "Along the normal of an edge it falls with k⁻²", Theorem, "normal", -2, NormalBand, "−2 (proved)"),
            Decay("decay-tapered", "Sampled along a tapered line through many dimensions, it still falls with about k⁻²", "1905.12797, section 2", "tapered relu", TaperedExponent, TaperedBand, null),
            Decay("decay-tapered-smooth", "The same of the same weights with tanh", "1905.12797, section 2", "tapered tanh", TaperedExponent, TaperedBand, null, ClaimRole.NegativeControl),
        ],
        Figures = ReluTransformFigures.All,
        Notes =
        [
            "Lemma 1 is printed with +i; for the transform ∫ f exp(−ik·x) dx, which the paper uses, it must be −i. Magnitudes and Theorem 1 are unaffected.",
            "In two variables the networks are made to vanish on the window's border, with four units a layer beside the random ones; a jump there would fall with k⁻¹ along the axes and hide the rest.",
            "The envelope is the line through the greatest magnitudes of 12 bins of equal width in log k, from k = 1,000 to 30,000: closed forms reach where no sampling does.",
            "The tapered slices are sampled over bins 150 to 1,500 of 32,768; their taper, cos⁴, itself falls with k⁻⁵, which is what a smooth network shows.",
        ],
    };

    private JudgedClaim Check(string id, string statement, string source, string check, double threshold, string statistic, ClaimRole role = ClaimRole.Claim) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = source,
        Statistic = statistic,
        Threshold = threshold,
        Direction = Direction.AtMost,
        Role = role,
    }.Judge([tables["checks"].Rows.Where(r => r.Text("check") == check).Max(r => r.Number("difference"))], reduction);

    private JudgedClaim Decay(string id, string statement, string source, string spectrum, double exponent, double band, string? published, ClaimRole role = ClaimRole.Claim) => new Claim
    {
        Id = id,
        Statement = statement,
        Source = source,
        Statistic = $"distance of the fitted exponent from {exponent}, mean over directions, then over seeds",
        Threshold = band,
        Direction = Direction.AtMost,
        Replicate = "seed",
        Replicates = 12,
        Published = published,
        Role = role,
    }.Judge(
        [.. tables["decays"].Rows.Where(r => r.Text("spectrum") == spectrum).GroupBy(r => r.Integer("seed")).Select(own => own.Average(r => Math.Abs(r.Number("exponent") - exponent)))],
        reduction);
}
