using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.SpectralBias;

/// <summary>What <see cref="SpectralBiasKernelBasis"/> concludes from its tables.</summary>
internal sealed class SpectralBiasKernelBasisFindings(SpectralBiasKernelBasisOptions options, TableSet tables, string? reduction)
{
    // Proposed from the published pictures before any run.
    private const double Learned = 0.9, NotLearned = 0.5, Doubled = 2;
    // Step 400 of the 600 that the source looks at.
    private const double Early = 2.0 / 3;
    // What single precision leaves of a number.
    private const double SinglePrecision = 1.2e-7;

    private readonly SourceClaims _claims = new("1806.08734, Fig. 5 and 13", reduction, Replicates: 6);
    private readonly Dictionary<(string Noise, long Seed), Dip> _dips = tables["curves"].Rows.GroupBy(r => (r.Text("noise"), r.Integer("seed")))
        .ToDictionary(g => g.Key, g => Dip.Of([.. g.OrderBy(r => r.Integer("step"))], options.LateStep));

    public StudyFindings Conclude()
    {
        Row[] modes = Modes();
        return new StudyFindings
        {
            Claims =
            [
                PerSeed("slow-half-learned", KernelNoise.High, "At the best error on clean labels the network has the slow half of its targets", "energy of the network in the lower half of the eigenvectors over the noised labels', mean over seeds", Learned, Direction.AtLeast, dip => dip.Best.Number("low")),
                PerSeed("fast-half-missing", KernelNoise.High, "It then has little of the fast half", "energy of the network in the upper half of the eigenvectors over the noised labels', mean over seeds", NotLearned, Direction.AtMost, dip => dip.Best.Number("high")),
                PerSeed("error-doubles", KernelNoise.High, "Later the noise is learned, and the error on clean labels at least doubles", $"mean squared error on clean labels at step {options.LateStep:N0} over its smallest, mean over seeds", Doubled, Direction.AtLeast, dip => dip.Late / dip.Best.Number("validation_loss")),
                PerSeed("best-comes-early", KernelNoise.High, "The best error on clean labels comes early", $"its step over step {options.LateStep:N0}, mean over seeds", Early, Direction.AtMost, dip => (double)dip.Best.Integer("step") / options.LateStep, published: "0.35 (read by eye: step 210 of 600)"),
                PerSeed("fast-half-missing-random", KernelNoise.High, "Of a random basis, too, it then has little of the upper half", "the same for a basis drawn at random, mean over seeds", NotLearned, Direction.AtMost, dip => dip.Best.Number("random_high"), ClaimRole.NegativeControl),
                PerSeed("error-doubles-clean", KernelNoise.None, "Without noise, too, the error on clean labels later doubles", $"mean squared error on clean labels at step {options.LateStep:N0} over its smallest, mean over seeds", Doubled, Direction.AtLeast, dip => dip.Late / dip.Best.Number("validation_loss"), ClaimRole.NegativeControl),
            ],
            Estimates = [Best(KernelNoise.High), Best(KernelNoise.White), Best(KernelNoise.Low), Best(KernelNoise.None), Unstable(modes), BelowSingle(modes), Width(modes)],
            Figures = SpectralBiasKernelBasisFigures.All,
            Tables = [Eigenvalues(modes), Snapshots()],
            Notes =
            [
                "Clean labels are those of the training images themselves. Eigenvectors have no sign of their own: the signs of their weights in the noise are drawn for each seed.",
                "Everything in the eigenbasis is in float64. Eigenvectors whose eigenvalues are one for float64 mean nothing by themselves: their subspace's energy is shared out evenly, and the halves part at a subspace's edge.",
                "The notebook's σ = 1.25 is far below the median distance between images of MNIST (9.8): the kernel is then nearly the identity, all eigenvalues lie near 1, and single eigenvectors depend on the last digits. The median distance is the better choice (--kernel-width 0).",
                "The text prints the kernel as exp(|x − y|/σ²), without sign and square, and the appendix sorts eigenvalues upwards; here they fall, as in the code.",
            ],
        };
    }

    private JudgedClaim PerSeed(string id, KernelNoise noise, string statement, string statistic, double threshold, Direction direction, Func<Dip, double> value, ClaimRole role = ClaimRole.Claim, string? published = null) =>
        _claims.PerReplicate(id, statement, statistic, threshold, direction, _dips.Where(dip => dip.Key.Noise == StudyText.Kebab(noise)).Select(dip => value(dip.Value)), role, published);

    private Estimate Best(KernelNoise noise)
    {
        double[] values = [.. _dips.Where(dip => dip.Key.Noise == StudyText.Kebab(noise)).Select(dip => dip.Value.Best.Number("validation_loss"))];
        double step = _dips.Where(dip => dip.Key.Noise == StudyText.Kebab(noise)).Average(dip => (double)dip.Value.Best.Integer("step"));
        (double mean, double low, double high) = BootstrapInterval.OfMean(values);
        return new Estimate
        {
            Name = $"best_error_{StudyText.Kebab(noise)}",
            Value = mean,
            Low = low,
            High = high,
            Statement = FormattableString.Invariant($"{(noise == KernelNoise.None ? "Without" : $"Under {StudyText.Kebab(noise)}")} noise the best error on clean labels is {mean:0.000}, on average at step {step:0}."),
        };
    }

    private static Estimate Unstable(Row[] modes) => new()
    {
        Name = "unstable_eigenvectors",
        Value = modes[0].Integer("unstable"),
        Unit = "eigenvectors",
        Statement = $"{modes[0].Integer("unstable")} of {modes.Length} eigenvectors have eigenvalues that are one with a neighbour's in float64; such are compared as subspaces.",
    };

    private static Estimate BelowSingle(Row[] modes)
    {
        double largest = modes.Max(r => r.Number("eigenvalue"));
        int count = modes.Count(r => r.Number("gap") < SinglePrecision * largest);
        return new Estimate
        {
            Name = "gaps_below_single_precision",
            Value = count,
            Unit = "gaps",
            Statement = $"{count} of {modes.Length - 1} gaps between eigenvalues are below the rounding of single precision, in which the source computed.",
        };
    }

    private static Estimate Width(Row[] modes) => new()
    {
        Name = "kernel_width",
        Value = modes[0].Number("width"),
        Statement = FormattableString.Invariant($"The kernel's width σ is {modes[0].Number("width"):0.###}, pixels being in [0, 1]."),
    };

    // All trials have the same basis: the first tells of it.
    private Row[] Modes()
    {
        Row first = tables["modes"].Rows.First();
        return [.. tables["modes"].Rows.Where(r => r.Text("noise") == first.Text("noise") && r.Integer("first_seed") == first.Integer("first_seed"))];
    }

    private static Table Eigenvalues(Row[] modes)
    {
        var rows = new TableBuilder("eigenvalues", Column.Integer("mode"), Column.Text("quantity"), Column.Number("value"));
        foreach (Row row in modes)
        {
            rows.Add(row.Integer("mode"), "eigenvalue", row.Number("eigenvalue"));
            if (row.Number("gap") > 0)
                rows.Add(row.Integer("mode"), "gap to the next", row.Number("gap"));
        }

        return rows.Build();
    }

    // Fig. 5: the spectrum at some moments beside the clean and the noised labels'.
    private Table Snapshots()
    {
        string high = StudyText.Kebab(KernelNoise.High);
        long best = (long)Math.Round(_dips.Where(dip => dip.Key.Noise == high).Average(dip => (double)dip.Value.Best.Integer("step")) / options.RecordEvery) * options.RecordEvery;
        var rows = new TableBuilder("snapshots", Column.Text("function"), Column.Integer("seed"), Column.Number("mode"), Column.Number("amplitude"));
        foreach (Row row in tables["targets"].Rows.Where(r => r.Text("noise") == high))
            rows.Add(row.Text("function"), row.Integer("seed"), row.Number("mode"), row.Number("amplitude"));
        foreach (Row row in tables["spectra"].Rows.Where(r => r.Text("noise") == high && (r.Integer("step") == best || r.Integer("step") == options.LateStep)))
            rows.Add(row.Integer("step") == best ? $"network at its best, step {best:N0}" : $"network at step {options.LateStep:N0}", row.Integer("seed"), row.Number("mode"), row.Number("amplitude"));
        return rows.Build();
    }

    private sealed record Dip(Row Best, double Late)
    {
        public static Dip Of(Row[] rows, long lateStep) =>
            new(rows.Where(r => r.Integer("step") > 0).MinBy(r => r.Number("validation_loss")), rows.Last(r => r.Integer("step") <= lateStep).Number("validation_loss"));
    }
}
