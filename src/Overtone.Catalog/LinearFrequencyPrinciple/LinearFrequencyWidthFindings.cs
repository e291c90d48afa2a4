using Overtone.Studies.Findings;
using static Overtone.Catalog.LinearFrequencyPrinciple.LinearFrequencyWidth;

namespace Overtone.Catalog.LinearFrequencyPrinciple;

/// <summary>What <see cref="LinearFrequencyWidth"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class LinearFrequencyWidthFindings(LinearFrequencyWidthOptions options, Conclusion to)
{
    private const double Shallowest = -0.3, Steepest = -0.6;

    private readonly ILookup<string, Distance> _distances = to.Rows<Distance>().ToLookup(r => r.Prediction);

    public void Conclude()
    {
        const string Rms = "root mean square", Mean = "mean absolute";
        Claim("slope-rms", $"The {Rms} difference falls with width", Rms, Both).AtMost(Shallowest).PerSeed(Slopes(Both, r => r.Rms));
        Claim("slope-rms-not-steeper", $"The {Rms} difference falls hardly faster than random weights would let it", Rms, Both)
            .AtLeast(Steepest).PerSeed(Slopes(Both, r => r.Rms));
        Claim("slope-mean-absolute", $"The {Mean} difference falls with width", Mean, Both)
            .AtMost(Shallowest).PerSeed(Slopes(Both, r => r.MeanAbsolute));
        Claim("slope-mean-absolute-not-steeper", $"The {Mean} difference falls hardly faster than random weights would let it", Mean, Both)
            .AtLeast(Steepest).PerSeed(Slopes(Both, r => r.MeanAbsolute));
        if (options.Controls)
            Claim("control-second-term-alone", "The difference from a prediction without the first term falls with width", Rms, SecondAlone)
                .AtMost(Shallowest).PerSeed(Slopes(SecondAlone, r => r.Rms));

        foreach (IGrouping<int, Distance> width in _distances[Both].GroupBy(r => r.Width).OrderBy(g => g.Key))
            to.Estimate(Estimate.OfMean(
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
            + "which data they belong to.");
    }

    private ClaimBuilder Claim(string id, string statement, string kind, string prediction) => to.Claim(id, statement)
        .From("1905.10264, difference against width").By($"slope of log {kind} difference against log width, mean over seeds")
        .Published(prediction == SecondAlone ? null : $"{(kind == "mean absolute" ? -0.35 : -0.39)} (fitted to the authors' record)")
        .AsControl(prediction == SecondAlone);

    private double[] Slopes(string prediction, Func<Distance, double> difference) =>
        WideNetwork.Slopes(_distances[prediction].Select(r => (r.Seed, r.Width, difference(r))));

    private static Plot<Distance> Widths() =>
        new Plot<Distance>().X(r => r.Width, "neurons", log: true).By(r => r.Prediction).MeanOver(r => r.Seed).LinesAndPoints();
}
