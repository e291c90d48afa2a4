using System.Linq.Expressions;
using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static Overtone.Catalog.SpectralBias.KernelBasis.SpectralBiasKernelBasis;

namespace Overtone.Catalog.SpectralBias.KernelBasis;

/// <summary>
/// What <see cref="SpectralBiasKernelBasis"/> says of its rows. Thresholds were proposed from the published pictures before any run.
/// </summary>
internal sealed class SpectralBiasKernelBasisFindings(KernelBasisOptions options, Conclusion to)
{
    private const double NotLearned = 0.5, Doubled = 2;
    // What single precision leaves of a number.
    private const double SinglePrecision = 1.2e-7;

    private readonly ILookup<KernelNoise, Dip> _dips = to.Rows<Curve>().GroupBy(r => (r.Noise, r.Seed))
        .ToLookup(g => g.Key.Noise, g => DipOf(g, options.LateStep));
    // All trials have the same basis: the first tells of it.
    private readonly KernelMode[] _modes = [.. to.Rows<KernelMode>()
        .Where(r => r.Noise == to.Rows<KernelMode>()[0].Noise && r.FirstSeed == to.Rows<KernelMode>()[0].FirstSeed)];

    public void Conclude()
    {
        Claims();
        Best(KernelNoise.High, "Under high noise");
        Best(KernelNoise.White, "Under white noise");
        Best(KernelNoise.Low, "Under low noise");
        Best(KernelNoise.None, "Without noise");
        Basis();
        Tables();
        Figures();
        Notes();
    }

    private void Claims()
    {
        const string Random = "the same networks in a basis drawn at random", Slow = "noise of slow eigenvectors, with the same energy";
        Claim("slow-half-learned", "At the best error on clean labels the network has the slow half of its targets")
            .By("energy of the network in the lower half of the eigenvectors over the noised labels'")
            .AtLeast(0.9).StableFrom(20).Against(Random, 0.1, _dips[KernelNoise.High].Select(dip => dip.Best.RandomLow))
            .PerSeed(_dips[KernelNoise.High].Select(dip => dip.Best.Low));
        Claim("fast-half-missing", "It then has little of the fast half")
            .By("energy of the network in the upper half of the eigenvectors over the noised labels'")
            .AtMost(NotLearned).Against(Random, 0.1, _dips[KernelNoise.High].Select(dip => dip.Best.RandomHigh))
            .PerSeed(_dips[KernelNoise.High].Select(dip => dip.Best.High));
        Claim("error-doubles", "Later the noise is learned, and the error on clean labels at least doubles")
            .By($"mean squared error on clean labels at step {options.LateStep:N0} over its smallest")
            .AtLeast(Doubled).Against(Slow, 0.5, _dips[KernelNoise.Low].Select(dip => dip.Late / dip.Best.ValidationLoss))
            .PerSeed(_dips[KernelNoise.High].Select(dip => dip.Late / dip.Best.ValidationLoss));
        // Step 400 of 600, by when the notebook's network nearly has the noised labels.
        Claim("best-comes-early", "The best error on clean labels comes early")
            .By($"its step over step {options.LateStep:N0}")
            .AtMost(2.0 / 3).Published("0.35 (read by eye: step 210 over 600)", 0.35)
            .Against(Slow, 0.1, _dips[KernelNoise.Low].Select(dip => (double)dip.Best.Step / options.LateStep))
            .PerSeed(_dips[KernelNoise.High].Select(dip => (double)dip.Best.Step / options.LateStep));
    }

    private ClaimBuilder Claim(string id, string statement) => to.Claim(id, statement).From("1806.08734, Fig. 5 and 13");

    private void Best(KernelNoise noise, string phrase)
    {
        double step = _dips[noise].Average(dip => (double)dip.Best.Step);
        to.Estimate(Estimate.OfMedian(
            $"best_error_{StudyText.Kebab(noise)}", [.. _dips[noise].Select(dip => dip.Best.ValidationLoss)],
            best => FormattableString.Invariant(
                $"{phrase} the best error on clean labels is {best:0.000}, on average at step {step:0}.")));
    }

    private void Basis()
    {
        double largest = _modes.Max(r => r.Eigenvalue), width = _modes[0].Width;
        int unstable = _modes[0].Unstable, below = _modes.Count(r => r.Gap < SinglePrecision * largest);
        to.Estimate(new()
        {
            Name = "unstable_eigenvectors",
            Value = unstable,
            Unit = "eigenvectors",
            Statement = $"{unstable} of {_modes.Length} eigenvectors have eigenvalues that float64 cannot tell from a neighbour's; "
                + "these are compared as subspaces.",
        });
        to.Estimate(new()
        {
            Name = "gaps_below_single_precision",
            Value = below,
            Unit = "gaps",
            Statement = $"{below} of {_modes.Length - 1} gaps between eigenvalues are below the rounding error of single precision, "
                + "which the notebook used.",
        });
        to.Estimate(new()
        {
            Name = "kernel_width",
            Value = width,
            Statement = FormattableString.Invariant($"The kernel's width σ is {width:0.###}, for pixels in [0, 1]."),
        });
    }

    private void Tables()
    {
        foreach (KernelMode mode in _modes)
        {
            to.Add(new Eigenvalue(mode.Mode, "eigenvalue", mode.Eigenvalue));
            if (mode.Gap is > 0 and double gap)
                to.Add(new Eigenvalue(mode.Mode, "gap to the next", gap));
        }

        // Fig. 5: the spectrum at some moments beside the clean and the noised labels'.
        (long every, long late) = (options.RecordEvery, options.LateStep);
        long best = (long)Math.Round(_dips[KernelNoise.High].Average(dip => (double)dip.Best.Step) / every) * every;
        to.Add(to.Rows<Target>().Where(r => r.Noise == KernelNoise.High)
            .Select(r => new Snapshot(r.Function, r.Seed, r.Mode, r.Amplitude)));
        to.Add(to.Rows<Spectrum>().Where(r => r.Noise == KernelNoise.High && (r.Step == best || r.Step == late))
            .Select(r => new Snapshot(
                r.Step == best ? $"network at its best, step {best:N0}" : $"network at step {late:N0}", r.Seed, r.Mode, r.Amplitude)));
    }

    private void Figures()
    {
        to.Figure(
            "spectrum", "The network in the kernel's eigenbasis",
            "Magnitude of the coefficients in bins of eigenvectors, by falling eigenvalue: clean labels, noised labels (with noise "
            + "of fast eigenvectors), and the network at its best on clean labels and late, when it fits the noised labels. Mean "
            + "over seeds with the range.",
            perRow: 1, new Plot<Snapshot>().By(r => r.Function).MeanOver(r => r.Seed).X(r => r.Mode, "eigenvector n")
                .Y(r => r.Amplitude, "magnitude", log: true));
        to.Figure(
            "errors", "Error on clean labels while noisy ones are learned",
            "Mean squared error against the training images' clean labels, with noise of fast (high), of slow (low) and of all "
            + "eigenvectors alike (white), and without noise (none). Mean over seeds with the range.",
            perRow: 1, new Plot<Curve>().By(r => r.Noise).MeanOver(r => r.Seed).X(r => r.Step, "training step")
                .Y(r => r.ValidationLoss, "mean squared error on clean labels", log: true));
        to.Figure(
            "halves", "How much of either half of the eigenvectors is learned",
            "Energy of the network over that of the noised labels, with noise of fast eigenvectors, in the half with the largest "
            + "eigenvalues and in the other half; mean over seeds with the range. Bottom: halves of a random basis.",
            Half("slow half", r => r.Low), Half("fast half", r => r.High),
            Half("random basis, one half", r => r.RandomLow), Half("random basis, other half", r => r.RandomHigh));
        to.Figure(
            "eigenvalues", "Eigenvalues and the gaps between them",
            "The kernel's eigenvalues on the images, in falling order, and each one's distance to the next. Where a gap is as small "
            + "as the rounding error, the eigenvector is arbitrary.",
            perRow: 1, new Plot<Eigenvalue>().By(r => r.Quantity).X(r => r.Mode, "eigenvector n")
                .Y(r => r.Value, "eigenvalue, gap", log: true));
    }

    private static Panel Half(string title, Expression<Func<Curve, double>> share) => new Plot<Curve>(title)
        .Where(r => r.Noise, KernelNoise.High).MeanOver(r => r.Seed)
        .X(r => r.Step, "training step").Y(share, "energy, as a share", min: 0, max: 1.2);

    private void Notes()
    {
        to.Note("Clean labels are those of the training images themselves. The sign of an eigenvector is arbitrary, so the signs of "
            + "their weights in the noise are drawn for each seed.");
        to.Note("Everything in the eigenbasis is in float64. Single eigenvectors whose eigenvalues float64 cannot tell apart mean "
            + "nothing: their subspace's energy is divided evenly among them, and the halves are split at the edge of a subspace.");
        to.Note("The notebook's σ = 1.25 is far below the median distance between images of MNIST (9.8): the kernel is then nearly the "
            + "identity, all eigenvalues lie near 1, and single eigenvectors depend on the last digits. The median distance is the better "
            + "choice (--kernel-width median).");
        to.Note("The text prints the kernel as exp(|x − y|/σ²), without sign and square, and the appendix sorts eigenvalues in "
            + "rising order; here they are in falling order, as in the code.");
    }

    private static Dip DipOf(IEnumerable<Curve> records, long lateStep)
    {
        Curve[] ordered = [.. records.OrderBy(r => r.Step)];
        return new(ordered.Where(r => r.Step > 0).MinBy(r => r.ValidationLoss)!, ordered.Last(r => r.Step <= lateStep).ValidationLoss);
    }

    private sealed record Dip(Curve Best, double Late);

    [Table("eigenvalues")]
    internal sealed record Eigenvalue(int Mode, string Quantity, double Value);

    [Table("snapshots")]
    internal sealed record Snapshot(string Function, long Seed, double Mode, double Amplitude);
}
