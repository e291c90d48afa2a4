using Overtone.Studies.Findings;
using static Overtone.Catalog.FrequencyPrinciple.Parity.FrequencyPrincipleParity;

namespace Overtone.Catalog.FrequencyPrinciple.Parity;

/// <summary>What <see cref="FrequencyPrincipleParity"/> says of its rows. Thresholds were proposed before any deciding run.</summary>
internal sealed class FrequencyPrincipleParityFindings(Conclusion to)
{
    private readonly ILookup<string, Spectrum> _spectra = to.Rows<Spectrum>().ToLookup(r => r.Function);
    private readonly IReadOnlyList<Generalisation> _draws = to.Rows<Generalisation>();

    public void Conclude()
    {
        var formula = _spectra[Formula].ToDictionary(r => (r.Seed, r.Frequency), r => r.Amplitude);
        Claim("exact-spectrum", "The spectrum of parity over all inputs is |sin 2πk|^d")
            .By("largest difference between formula and transform over all frequencies").AtMost(1e-12)
            .Of(_spectra[AllInputs].Max(r => Math.Abs(r.Amplitude - formula[(r.Seed, r.Frequency)])));
        PerDraw(
            Claim("fits-samples", "The network fits its training samples")
                .By("mean squared error on the training samples, mean over draws").AtMost(1e-2),
            _draws.Select(r => r.TrainLoss));
        PerDraw(
            Claim("misses-high-frequency", "Over all inputs the network holds little of the highest frequency, where parity's amplitude "
                + "is 1")
                .By("amplitude of the network at frequency ¼ on every coordinate, mean over draws")
                .AtMost(0.3).Published("about 0.09 (digitised)"),
            _spectra[Network].GroupBy(r => r.Seed).Select(draw => draw.MaxBy(r => r.Frequency)!.Amplitude));
        PerDraw(
            Claim("guesses-unseen", "On unseen inputs the network does little better than guessing")
                .By("share of unseen inputs with the right sign, mean over draws").AtMost(0.6),
            _draws.Select(r => r.TestSignAccuracy));
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

    private static void PerDraw(ClaimBuilder claim, IEnumerable<double> values) => claim.Per("draw", 10, values);
}
