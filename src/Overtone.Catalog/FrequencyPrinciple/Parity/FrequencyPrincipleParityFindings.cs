using Overtone.Studies.Findings;
using static Overtone.Catalog.FrequencyPrinciple.Parity.FrequencyPrincipleParity;

namespace Overtone.Catalog.FrequencyPrinciple.Parity;

/// <summary>What <see cref="FrequencyPrincipleParity"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrincipleParityFindings(FrequencyPrincipleParityOptions options, Conclusion to)
{
    private const string Lookup = "a table of the samples that answers 0 elsewhere";

    private readonly ILookup<string, Spectrum> _spectra = to.Rows<Spectrum>().ToLookup(r => r.Function);
    private readonly ILookup<SignLabels, Generalisation> _draws = to.Rows<Generalisation>().ToLookup(r => r.Labels);

    public void Conclude()
    {
        var formula = _spectra[Formula].ToDictionary(r => (r.Seed, r.Frequency), r => r.Amplitude);
        Claim("exact-spectrum", "The spectrum of parity over all inputs is |sin 2πk|^d")
            .By("largest difference between formula and transform over all frequencies").AtMost(1e-12)
            .Of(_spectra[AllInputs].Max(r => Math.Abs(r.Amplitude - formula[(r.Seed, r.Frequency)])));
        Claim("misses-high-frequency", "Over all inputs the network holds less of the highest frequency than its samples alone do")
            .By("amplitude of the network at frequency ¼ on every coordinate, where parity's is 1")
            .AtMost(0.15).Published("about 0.09 (digitised)", 0.09)
            .Against(Lookup, 0.03, options.Samples / Math.Pow(2, options.Dimension))
            .Per("draw", _spectra[Network].GroupBy(r => r.Seed).Select(draw => draw.MaxBy(r => r.Frequency)!.Amplitude));
        Claim("guesses-unseen", "Fitted to parity, the network does little better than guessing on unseen inputs")
            .By("share of unseen inputs with the right sign").AtMost(0.6)
            .Against(
                "the same network on as many samples of a low-frequency label, the majority of three signs", 0.1,
                _draws[SignLabels.Majority].Select(r => r.TestSignAccuracy))
            .Per("draw", _draws[SignLabels.Parity].Select(r => r.TestSignAccuracy));
        to.Estimate(Estimate.OfMedian(
            "train_loss", [.. _draws[SignLabels.Parity].Select(r => r.TrainLoss)],
            loss => FormattableString.Invariant($"The network fits its samples of parity to a mean squared error of {loss:0.0E+0}.")));
        to.Figure(
            "spectra", "Spectrum of parity: exact, sampled and learned",
            "Amplitude of the Fourier transform at k·(1, …, 1) against k, in cycles per unit; the exact amplitude is |sin 2πk|^d. Mean "
            + "over draws with the range.",
            perRow: 1,
            new Plot<Spectrum>().X(r => r.Frequency, "frequency on every coordinate (cycles per unit)").Y(r => r.Amplitude, "amplitude")
                .By(r => r.Function).MeanOver(r => r.Seed));
        to.Note("At frequency 0 the samples' amplitude depends on the draw: its root mean square over draws is √((1 − n/2^d)/n), "
            + "0.063 for 200 of 1,024; the paper's picture shows one draw (0.09).");
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1901.06523, Fig. 5c");
}
