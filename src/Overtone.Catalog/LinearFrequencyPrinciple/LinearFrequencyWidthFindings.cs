using Overtone.Studies.Findings;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyWidth;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyWidth"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearFrequencyWidthFindings(LinearFrequencyWidthOptions options, Conclusion to)
{
    private const double Shallowest = -0.3, Steepest = -0.6, Middle = (Shallowest + Steepest) / 2;

    private readonly ILookup<string, Distance> _distances = to.Rows<Distance>().ToLookup(r => r.Prediction);

    public void Conclude()
    {
        const string Rms = "root mean square", Mean = "mean absolute";
        Claim("slope-rms", Rms, -0.39, r => r.Rms);
        Claim("slope-mean-absolute", Mean, -0.35, r => r.MeanAbsolute);

        foreach (IGrouping<int, Distance> width in _distances[Both].GroupBy(r => r.Width).OrderBy(g => g.Key))
            to.Estimate(Estimate.OfMedian(
                $"rms_at_width_{width.Key}", [.. width.Select(r => r.Rms)],
                miss => $"At {width.Key:N0} neurons the prediction differs from the network by {StudyText.Percent(miss)} of the "
                    + "labels' range.",
                "ranges of the labels"));
        to.Figure(
            "widths", "Difference of network and prediction against width",
            "Root mean square (left) and mean absolute (right) difference over 401 test points, in units of the labels' range. The "
            + "control is the prediction without the first term of γ². Mean over seeds with the range.",
            Widths().Y(r => r.Rms, $"{Rms} difference", log: true), Widths().Y(r => r.MeanAbsolute, $"{Mean} difference", log: true));
        to.Note("Each seed's slope is fitted over all widths. Random weights alone would give −0.5; the prediction's discretisation "
            + "(its period, the ends of the breakpoints) flattens the slope at large widths.");
        to.Note("The authors recorded their differences in a comment in the scripts published with later papers; it does not say "
            + "which data they belong to. The paper's own figure of the difference against width is for exclusive or.");
    }

    // Random weights alone would give −0.5; the widest room that tells it from no fall at all is asked for.
    private void Claim(string id, string kind, double recorded, Func<Distance, double> difference)
    {
        ClaimBuilder claim = to.Claim(id, $"The {kind} difference falls with width to a power between {Steepest} and {Shallowest}")
            .From("ours in one dimension, after 1905.10264, difference against width")
            .By($"distance of the slope of log {kind} difference against log width from {Middle}")
            .AtMost((Shallowest - Steepest) / 2)
            .Published($"slope {recorded} (fitted to the authors' record)", Math.Round(Math.Abs(recorded - Middle), 2));
        if (options.Controls)
            claim.Against("the prediction without its first term", 0.1, FromMiddle(SecondAlone, difference));
        claim.PerSeed(FromMiddle(Both, difference));
    }

    private IEnumerable<double> FromMiddle(string prediction, Func<Distance, double> difference) =>
        Slopes(prediction, difference).Select(slope => Math.Abs(slope - Middle));

    private double[] Slopes(string prediction, Func<Distance, double> difference) =>
        WideNetwork.Slopes(_distances[prediction].Select(r => (r.Seed, r.Width, difference(r))));

    private static Plot<Distance> Widths() =>
        new Plot<Distance>().X(r => r.Width, "neurons", log: true).By(r => r.Prediction).MeanOver(r => r.Seed).LinesAndPoints();
}
