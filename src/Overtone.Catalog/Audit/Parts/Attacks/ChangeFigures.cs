using Overtone.Robustness;
using Overtone.Studies.Findings;

namespace Overtone.Catalog.Audit;

/// <summary>Figures of <see cref="ChangeSpectrum"/>'s tables.</summary>
internal static class ChangeFigures
{
    /// <summary>Draws the energy on rings.</summary>
    public static void Rings(Conclusion to) => to.Figure(
        "attack-spectra", "At which frequencies attacks change images",
        "Energy per frequency on rings around zero frequency, scaled so that each image's mean over all frequencies is 1 (white "
            + "noise is 1 everywhere); means over images and channels. Steps along the sign of a gradient (FGSM, PGD in l-infinity) "
            + "are broadband by construction, whatever the gradient is: judge the model by its raw gradient and by PGD in l2. The "
            + "images' own spectrum (mean removed) is shown for comparison.",
        new Plot<ChangeRing>().X(r => r.Radius, "distance from zero (cycles per image)")
            .Y(r => r.RelativeEnergy, "energy per frequency, mean 1", log: true, min: 0.01).By(r => r.Change));

    /// <summary>Draws the mean magnitudes over the plane.</summary>
    public static void Planes(ModelSize size, Conclusion to)
    {
        string mask = HighFrequencyMasks.Label(HighFrequencyMask.NyquistSquare, size.Height, size.Width);
        to.Figure(
            "attack-planes", "What attacks change, by frequency",
            "Base-10 logarithm of the mean magnitude of the change's Fourier transform, against its root mean square over all frequencies; "
                + $"zero frequency in the middle. In each title: the share of the change's energy at high frequencies ({mask}).",
            perRow: 4,
            to.Rows<ChangeShare>().Select(share => new HeatMap<ChangeMagnitude>(
                FormattableString.Invariant($"{share.Change}, {100 * share.HighFrequencyNyquistSquare:0}\u00a0%"))
                .Where(r => r.Change, share.Change).X(r => r.FrequencyX, "").Y(r => r.FrequencyY, "")
                .Colour(r => r.Log10Magnitude, "log10 magnitude", min: -1, max: 1).ToPanel()));
    }
}
