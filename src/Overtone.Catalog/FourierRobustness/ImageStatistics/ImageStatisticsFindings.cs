using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.FourierRobustness.ImageStatistics.ImageStatisticsStudy;

namespace Overtone.Catalog.FourierRobustness.ImageStatistics;

/// <summary>What <see cref="ImageStatisticsStudy"/> says of its rows. Thresholds were fixed before any run.</summary>
internal sealed class ImageStatisticsFindings(ImageStatisticsOptions options, Conclusion to)
{
    private const string White = "white noise of the norm of each change instead";
    private static readonly string[] Noise = ["gaussian_noise", "shot_noise", "impulse_noise"];

    private readonly IReadOnlyList<ImagesRow> _images = to.Rows<ImagesRow>();
    private readonly ILookup<int, ChangeRow> _changes = to.Rows<ChangeRow>().ToLookup(r => r.Part);

    private IEnumerable<int> Parts => _images.Select(r => r.Part);

    private string Mask => to.Rows<MaskRow>()[0].Mask;

    public void Conclude()
    {
        Claims();
        Checks();
        foreach (IGrouping<string, ChangeRow> corruption in to.Rows<ChangeRow>().GroupBy(r => r.Corruption))
        {
            string name = $"high_share.{corruption.Key}";
            to.Estimate(corruption.All(r => r.Changed > 0)
                ? Estimate.OfMedian(
                    name, [.. corruption.Select(r => r.HighShare)],
                    share => $"{StudyText.Percent(share)} of the energy of what {corruption.Key} changes lies at high frequencies.")
                : Estimate.NotMeasured(name, $"{corruption.Key} of severity {options.Severity} changes no image of a part"));
        }

        Figures();
        if (options.Data.StartsWith("planted", StringComparison.Ordinal))
        {
            to.Note("The images are made, not photographs: how their energy falls with frequency was chosen (1/f in amplitude), so what is "
                + "said of images, and of contrast, which has their spectrum, is not about photographs. For those see --data "
                + "tiny-imagenet-10 or cifar10.");
        }

        to.Note($"High frequencies are those of the mask {Mask}: other masks give other shares. Shares are means over images, channels "
            + "together; magnitudes are means over images and channels, of orthonormal transforms. Ice is procedural.");
    }

    private void Claims()
    {
        double NoiseLessFog(int part, Func<ChangeRow, double> share) =>
            Noise.Average(name => Of(part, name, share)) - Of(part, "fog", share);
        to.Claim("noise-against-fog", "Noise changes high frequencies, fog low ones")
            .By("share of the change's energy at high frequencies: mean of Gaussian, shot and impulse noise, less fog").AtLeast(0.5)
            .Published("CIFAR-10: 0.67 (recomputed from published generators)", 0.67)
            .Against(White, 0.25, Parts.Select(part => NoiseLessFog(part, r => r.WhiteHighShare)))
            .Per("part", Parts.Select(part => NoiseLessFog(part, r => r.HighShare)));
        to.Claim("contrast-is-low", "A change of contrast is concentrated at low frequencies")
            .By("share of the change's energy at high frequencies").AtMost(0.2)
            .Published("CIFAR-10: 0.08 (recomputed from published generators)", 0.08)
            .Against(White, 0.25, Parts.Select(part => Of(part, "contrast", r => r.WhiteHighShare)))
            .Per("part", Parts.Select(part => Of(part, "contrast", r => r.HighShare)));
        // Half the energy in a twentieth of all frequencies: ten times what white noise has there.
        to.Claim("images-are-low", "The spectra of images are concentrated at low frequencies")
            .By("share of the energy, without that of zero frequency, at distances from zero of up to an eighth of the image's side")
            .AtLeast(0.5).Published("Fig. 2, left: concentrated at low frequencies (recalled)")
            .Against("images with shuffled pixels", 0.25, _images.Select(r => r.ShuffledLowShare))
            .Per("part", _images.Select(r => r.LowShare));
    }

    // Less contrast is the image without its mean, made smaller; nothing is cut off, but pixels are rounded down to bytes.
    private void Checks() =>
        to.Claim("contrast-is-the-image", "The change by contrast has the spectrum of the images without their means")
            .By("largest difference, over parts, between the two shares of energy at high frequencies").AtMost(0.02)
            .Of(_images.Max(r => Math.Abs(r.HighShare - Of(r.Part, "contrast", row => row.HighShare))));

    private double Of(int part, string corruption, Func<ChangeRow, double> share) =>
        share(_changes[part].First(r => r.Corruption == corruption));

    private void Figures()
    {
        MeanMagnitude[] means = [.. to.Rows<MagnitudeRow>().GroupBy(r => (r.Of, r.Y, r.X))
            .Select(cell => new MeanMagnitude(cell.Key.Of, cell.Key.Y, cell.Key.X, cell.Average(r => r.Magnitude)))];
        to.Add(means);
        double[] ofChanges = [.. means.Where(r => r.Of != Images && r.Magnitude > 0).Select(r => r.Magnitude)];
        ChangeRow[] changed = [.. to.Rows<ChangeRow>().Where(r => r.Changed > 0)];
        to.Figure(
            "spectra", $"Mean spectra of images, and of what corruptions of severity {options.Severity} change in them",
            "Mean magnitude over images and channels; zero frequency in the middle. Colours are logarithmic, with one scale for all "
                + "corruptions and another for the images.",
            perRow: 4,
            changed.Select(r => r.Corruption).Distinct().Select(of => Map(of, ofChanges.Min(), ofChanges.Max()))
                .Prepend(Map(Images, null, null)));
        to.Figure(
            "shares", "Where the energy of each corruption's change lies",
            $"Share at high frequencies ({Mask}), mean over images; mean over parts of the images with the range. The dashed line is that "
                + "of white noise.",
            new Bars<ChangeRow>().Each(r => r.Corruption).Y(r => r.HighShare, "share at high frequencies", min: 0, max: 1)
                .Line(changed.Average(r => r.WhiteHighShare), "white noise"));
    }

    private static Panel Map(string of, double? min, double? max) => new HeatMap<MeanMagnitude>(of.Replace('_', ' ')).Where(r => r.Of, of)
        .X(r => r.X, "horizontal").Y(r => r.Y, "vertical").Colour(r => r.Magnitude, "magnitude", log: true, min, max).ToPanel();

    [Table("mean_magnitudes")]
    private sealed record MeanMagnitude(
        string Of, [Unit("cycles per image")] int Y, [Unit("cycles per image")] int X, double Magnitude);
}
