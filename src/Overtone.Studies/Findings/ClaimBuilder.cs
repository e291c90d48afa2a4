namespace Overtone.Studies.Findings;

/// <summary>A claim while it is said: what could turn its verdict comes first, the values last.</summary>
public sealed class ClaimBuilder
{
    private readonly string? _reduction;
    private int _replicates;
    private Claim _claim;
    private JudgedClaim? _judged;

    internal ClaimBuilder(string id, string statement, string source, int replicates, string? reduction)
    {
        _claim = new Claim
        {
            Id = id,
            Statement = statement,
            Source = source,
            Statistic = "",
            Threshold = double.NaN,
            Direction = Direction.AtLeast,
        };
        (_replicates, _reduction) = (replicates, reduction);
    }

    internal JudgedClaim Judged => _judged ?? throw new InvalidOperationException($"Claim '{_claim.Id}' was started, but not judged "
        + "on any values.");

    /// <summary>What the value of one replicate is, and how the values are summed up.</summary>
    public ClaimBuilder By(string statistic) => With(_claim with { Statistic = statistic });

    /// <summary>Paper and figure, table or theorem, where it isn't the study's.</summary>
    public ClaimBuilder From(string source) => With(_claim with { Source = source });

    /// <summary>The statistic must be the threshold or more.</summary>
    public ClaimBuilder AtLeast(double threshold) => With(_claim with { Direction = Direction.AtLeast, Threshold = threshold });

    /// <summary>The statistic must be the threshold or less.</summary>
    public ClaimBuilder AtMost(double threshold) => With(_claim with { Direction = Direction.AtMost, Threshold = threshold });

    /// <summary>The source's own number with its mark, for example <c>0.62 (digitised)</c>; null when it gives none.</summary>
    public ClaimBuilder Published(string? number) => With(_claim with { Published = number });

    /// <summary>What a replicate counts as whose value was never reached; without this, it is left out.</summary>
    public ClaimBuilder NeverCountsAs(double value) => With(_claim with { NeverReachedCountsAs = value });

    /// <summary>A setting in which the rule is known to break: reported beside the claims, never counted among them.</summary>
    public ClaimBuilder AsControl(bool isControl = true) =>
        With(_claim with { Role = isControl ? ClaimRole.NegativeControl : ClaimRole.Claim });

    /// <summary>How many seeds decide, where they are not as many as the paper's preset has.</summary>
    public ClaimBuilder Seeds(int count)
    {
        _replicates = count;
        return this;
    }

    /// <summary>Judges one value: an identity.</summary>
    public void Of(double value) => Judge(claim => claim.Judge([value], _reduction));

    /// <summary>Judges the mean over seeds, as many of which decide as the paper's preset has, or as <see cref="Seeds"/> says.</summary>
    /// <param name="values">One value a seed; NaN where it was never reached.</param>
    public void PerSeed(IEnumerable<double> values) => Per("seed", values);

    /// <summary>Judges the mean over replicates, as many of which decide as the paper's preset has.</summary>
    /// <param name="replicate">What varies from one to the next, for example <c>image</c>.</param>
    /// <param name="values">One value a replicate; NaN where it was never reached.</param>
    public void Per(string replicate, IEnumerable<double> values) => Per(replicate, _replicates, values);

    /// <summary>Judges the mean over replicates.</summary>
    /// <param name="replicate">What varies from one to the next, for example <c>image</c>.</param>
    /// <param name="replicates">How many decide at full size.</param>
    /// <param name="values">One value a replicate; NaN where it was never reached.</param>
    public void Per(string replicate, int replicates, IEnumerable<double> values) =>
        Judge(claim => (claim with { Replicate = replicate, Replicates = replicates }).Judge([.. values], _reduction));

    /// <summary>Judges a statistic of the mean over seeds of curves; see <see cref="Claim.JudgeMeanCurve"/>.</summary>
    /// <param name="curves">One a seed, all of one length.</param>
    /// <param name="statistic">Of a mean curve, which it must not keep; NaN where there is none.</param>
    public void OfMeanOverSeeds(IReadOnlyList<double[]> curves, Func<double[], double> statistic) =>
        Judge(claim => (claim with { Replicate = "seed", Replicates = _replicates }).JudgeMeanCurve(curves, statistic, _reduction));

    private ClaimBuilder With(Claim claim)
    {
        _claim = claim;
        return this;
    }

    private void Judge(Func<Claim, JudgedClaim> judge)
    {
        if (_claim.Statistic.Length == 0)
            throw new InvalidOperationException($"Claim '{_claim.Id}' has no statistic; give one with By.");
        if (double.IsNaN(_claim.Threshold))
            throw new InvalidOperationException($"Claim '{_claim.Id}' has no threshold; give one with AtLeast or AtMost.");
        if (_judged is not null)
            throw new InvalidOperationException($"Claim '{_claim.Id}' is judged twice.");
        _judged = judge(_claim);
    }
}
