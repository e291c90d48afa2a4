using Overtone.Robustness;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.AttackSpectra.RegimeAttackSpectra;

namespace Overtone.Catalog.FourierRobustness.AttackSpectra;

/// <summary>What <see cref="RegimeAttackSpectra"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class RegimeAttackSpectraFindings(RegimeAttackSpectraOptions options, Conclusion to)
{
    private readonly RegimeFindings _regimes = new(to, "Fig. 7");
    private readonly Dictionary<(TrainedRegime, long, string), ChangeSpectrum> _changes =
        to.Rows<ChangeSpectrum>().ToDictionary(r => (r.Regime, r.Seed, r.Kind));

    public void Conclude()
    {
        if (_regimes.Introduce())
        {
            foreach ((string id, string kind, string what) in new[]
            {
                ("linf", Linf, "perturbations of ℓ∞"), ("l2", L2, "perturbations of ℓ2"), ("gradient", Gradient, "gradients"),
            })
                Claims(id, kind, what);
        }

        int side = to.Rows<Magnitude>().Max(r => r.X) * 2;
        Figures();
        to.Note($"High frequencies: {HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, side, side)}. Signs of gradients spread "
            + "over all frequencies whatever the gradient is, which is why ℓ2 and the gradient itself stand beside ℓ∞.");
        foreach (IGrouping<(TrainedRegime Regime, string Kind), ChangeSpectrum> attack in to.Rows<ChangeSpectrum>()
            .Where(r => r.Kind != Gradient).GroupBy(r => (r.Regime, r.Kind)))
        {
            string accuracy = StudyText.Percent(attack.Average(r => r.RobustAccuracy));
            to.Note($"{RegimeFindings.Name(attack.Key.Regime)} keep {accuracy} accuracy under {options.Steps} steps "
                + $"({attack.Key.Kind}, mean norm {attack.Average(r => r.MeanNorm):0.##}).");
        }
    }

    private void Claims(string id, string kind, string what)
    {
        _regimes.Compare(
            _regimes.Claim($"high-frequency-share-{id}", $"Adversarial training leaves {what} less energy at high frequencies")
                .By("share of energy at high frequencies, natural less adversarial").AtLeast(0.15)
                .Published("perturbations of the natural network roughly uniform, of the other at low frequencies (blog)"),
            TrainedRegime.Adversarial, 0.1, (natural, other) => Of(natural, kind).HighFrequency - Of(other, kind).HighFrequency);
        _regimes.Compare(
            _regimes.Claim($"centroid-{id}", $"Adversarial training moves the mean frequency of {what} down")
                .By("share of the natural network's mean distance from zero frequency that is lost").AtLeast(0.1),
            TrainedRegime.Adversarial, 0.05, (natural, other) => 1 - (Of(other, kind).Centroid / Of(natural, kind).Centroid));
    }

    private ChangeSpectrum Of((TrainedRegime Regime, long Seed) network, string kind) => _changes[(network.Regime, network.Seed, kind)];

    private void Figures()
    {
        to.Add(to.Rows<Magnitude>().GroupBy(r => (r.Regime, r.Kind, r.Y, r.X)).Select(cell => (cell.Key, Mean: cell.Average(r => r.Value)))
            .GroupBy(cell => (cell.Key.Regime, cell.Key.Kind))
            // Each picture in units of its own mean: it is the shape that is compared.
            .SelectMany(picture => picture.Select(cell => new RelativeMagnitude(
                cell.Key.Regime, cell.Key.Kind, cell.Key.Y, cell.Key.X, cell.Mean / picture.Average(c => c.Mean)))));
        to.Figure(
            "spectra", "Where perturbations lie",
            "Mean magnitude at each frequency over images, channels and seeds, in units of the picture's own mean; zero frequency in the "
                + "middle. Above natural, below adversarial training.", perRow: 3,
            from regime in Regimes
            from kind in new[] { Linf, L2, Gradient }
            select (Panel)new HeatMap<RelativeMagnitude>($"{kind}, {StudyText.Kebab(regime)}").Where(r => r.Regime, regime)
                .Where(r => r.Kind, kind).X(r => r.X, "horizontal frequency").Y(r => r.Y, "vertical frequency")
                .Colour(r => r.Magnitude, "relative magnitude", log: true, min: 0.1, max: 10).ToPanel());
    }

    [Table("relative_magnitudes")]
    private sealed record RelativeMagnitude(
        TrainedRegime Regime, string Kind, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Magnitude);
}
