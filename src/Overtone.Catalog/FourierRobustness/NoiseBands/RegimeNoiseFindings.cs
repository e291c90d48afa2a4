using Overtone.Studies.Findings;
using static Overtone.Catalog.FourierRobustness.NoiseBands.RegimeNoise;

namespace Overtone.Catalog.FourierRobustness.NoiseBands;

/// <summary>What <see cref="RegimeNoise"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class RegimeNoiseFindings(RegimeNoiseOptions options, Conclusion to)
{
    // Of the highest frequencies, up to half of the side: bandwidths 3 to 15 of 32.
    private const double NarrowShare = 0.5;

    private readonly RegimeFindings _regimes = new(to, "Fig. 5");
    private readonly ILookup<(TrainedRegime, long, string), NoiseError> _errors =
        to.Rows<NoiseError>().OrderBy(r => r.Bandwidth).ToLookup(r => (r.Regime, r.Seed, r.Band));

    public void Conclude()
    {
        if (_regimes.Introduce())
        {
            Claims(TrainedRegime.Gaussian, "Gaussian noise", "56.5 % against 34.6 % in an independent reproduction (seen)");
            Claims(TrainedRegime.Adversarial, "adversarial training", "54.9 % against 34.6 % in an independent reproduction (seen)");
        }

        to.Figure(
            "noise", "Error under noise limited to a band",
            "The noise of every bandwidth has the same norm"
                + (options.Clip ? ", and pixels are cut off at 0 and 1. " : " and nothing is clipped. ")
                + "Low frequencies: a square around zero frequency; high frequencies: one around the highest. Mean over seeds with the "
                + "range.",
            new[] { Low, High }.Select(band => (Panel)new Plot<NoiseError>($"noise of {band}").Where(r => r.Band, band)
                .X(r => r.Bandwidth, "bandwidth (cycles per image)").Y(r => r.Error, "error", min: 0, max: 1)
                .By(r => r.Regime).MeanOver(r => r.Seed).LinesAndPoints().ToPanel()));
    }

    private void Claims(TrainedRegime regime, string what, string lowest)
    {
        string id = StudyText.Kebab(regime);
        _regimes.Compare(
            _regimes.Claim($"lowest-{id}", $"Under noise of the lowest frequencies {what} costs accuracy")
                .By("error of this regime less that of natural training, at the smallest bandwidth").AtLeast(0.1).Published(lowest, 0.2),
            regime, 0.05, (natural, other) => Lowest(other) - Lowest(natural));
        double demanded = regime == TrainedRegime.Gaussian ? 0.4 : 0.2;
        _regimes.Compare(
            _regimes.Claim($"highest-{id}", $"Under noise of the highest frequencies {what} helps by far")
                .By("error of natural training less that of this regime, mean over bandwidths up to half of the side").AtLeast(demanded)
                .Published(regime == TrainedRegime.Gaussian
                    ? "66 points in an independent reproduction (seen)"
                    : "56 points in an independent reproduction (seen)"),
            regime, 0.1, (natural, other) => Highest(natural) - Highest(other));
        _regimes.Compare(
            _regimes.Claim($"crossing-{id}", $"The curves of natural training and {what} cross once as the band of low frequencies grows")
                .By("1 where this regime is worse at the smallest bandwidth, better at the largest, with one change between; else 0")
                .AtLeast(0.5).Published("one crossing (recalled)", 1),
            regime, 0.3, CrossesOnce);
    }

    private NoiseError[] Curve((TrainedRegime Regime, long Seed) network, string band) =>
        [.. _errors[(network.Regime, network.Seed, band)]];

    private double Lowest((TrainedRegime, long) network) => Curve(network, Low)[0].Error;

    private double Highest((TrainedRegime, long) network)
    {
        NoiseError[] curve = Curve(network, High);
        double side = curve[^1].Bandwidth + 1;
        return curve.Where(r => r.Bandwidth <= NarrowShare * side).Average(r => r.Error);
    }

    private double CrossesOnce((TrainedRegime, long) natural, (TrainedRegime, long) other)
    {
        int[] signs = [.. Curve(natural, Low).Zip(Curve(other, Low), (n, o) => Math.Sign(o.Error - n.Error)).Where(sign => sign != 0)];
        int changes = signs.Zip(signs.Skip(1)).Count(pair => pair.First != pair.Second);
        return signs.Length > 0 && signs[0] > 0 && signs[^1] < 0 && changes == 1 ? 1 : 0;
    }
}
