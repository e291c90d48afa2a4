namespace Overtone.Studies.Findings;

/// <summary>A claim while it is said: what could turn its verdict comes first, the values last.</summary>
public sealed class ClaimBuilder
{
    private readonly string? _reduction;
    private readonly int _replicates;
    private readonly List<double[]> _rivals = [];
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

    /// <summary>What the value of one replicate is.</summary>
    public ClaimBuilder By(string statistic) => With(_claim with { Statistic = statistic });

    /// <summary>Paper and figure, table or theorem, where it isn't the study's.</summary>
    public ClaimBuilder From(string source) => With(_claim with { Source = source });

    /// <summary>The statistic must be the threshold or more.</summary>
    public ClaimBuilder AtLeast(double threshold) => With(_claim with { Direction = Direction.AtLeast, Threshold = threshold });

    /// <summary>The statistic must be the threshold or less.</summary>
    public ClaimBuilder AtMost(double threshold) => With(_claim with { Direction = Direction.AtMost, Threshold = threshold });

    /// <summary>The source's own number.</summary>
    /// <param name="number">With its mark, for example <c>0.62 (digitised)</c>; null when it gives none.</param>
    /// <param name="value">The same in the statistic's unit, where it is one number.</param>
    public ClaimBuilder Published(string? number, double? value = null) =>
        With(_claim with { Published = number, PublishedValue = value });

    /// <summary>
    /// Says that with fewer replicates the verdict turned in more than one of ten runs on other seeds (<c>run --stability 10</c>).
    /// </summary>
    /// <param name="replicates">From how many on it stands, or is hoped to: those of the preset <c>thorough</c>.</param>
    public ClaimBuilder StableFrom(int replicates) => With(_claim with { StableFrom = replicates });

    /// <summary>A setting in which the rule is known to break: reported beside the claims, never counted among them.</summary>
    public ClaimBuilder AsControl(bool isControl = true) =>
        With(_claim with { Role = isControl ? ClaimRole.NegativeControl : ClaimRole.Claim });

    /// <summary>Names a rival; see <see cref="Rival"/>. Of several, each must be told apart.</summary>
    /// <param name="name">What it is, as the rest of a sentence.</param>
    /// <param name="margin">How far the statistic must lie beyond the rival's.</param>
    /// <param name="values">Its values, replicate by replicate in the claim's order; NaN where it was never reached.</param>
    public ClaimBuilder Against(string name, double margin, IEnumerable<double> values)
    {
        _rivals.Add([.. values]);
        return With(_claim with { Rivals = [.. _claim.Rivals, new Rival(name, margin)] });
    }

    /// <summary>Names a rival whose value is the same in every replicate.</summary>
    /// <param name="name">What it is, as the rest of a sentence.</param>
    /// <param name="margin">How far the statistic must lie beyond the rival's.</param>
    /// <param name="value">Its value.</param>
    public ClaimBuilder Against(string name, double margin, double value) => Against(name, margin, [value]);

    /// <summary>Judges one value, where nothing is random: a check, or a control of one.</summary>
    public void Of(double value)
    {
        if (_claim.Role == ClaimRole.Claim)
            _claim = _claim with { Role = ClaimRole.Check };
        Judge([value]);
    }

    /// <summary>Judges the median over seeds.</summary>
    /// <param name="values">One value a seed; NaN where it was never reached.</param>
    public void PerSeed(IEnumerable<double> values) => Per("seed", values);

    /// <summary>Judges the median over replicates.</summary>
    /// <param name="replicate">What varies from one to the next, for example <c>image</c>.</param>
    /// <param name="values">One value a replicate; NaN where it was never reached.</param>
    public void Per(string replicate, IEnumerable<double> values)
    {
        _claim = _claim with { Replicate = replicate, Replicates = _replicates };
        Judge([.. values]);
    }

    /// <summary>
    /// Judges the share of replicates for which something holds. A threshold of 0.8 needs 17 replicates or more, one of 0.9 needs 36.
    /// </summary>
    /// <param name="replicate">What varies from one to the next, for example <c>image</c>.</param>
    /// <param name="values">Whether it holds, for each.</param>
    public void ShareOf(string replicate, IEnumerable<bool> values)
    {
        _claim = _claim with { Replicate = replicate, Replicates = _replicates, IsShare = true };
        Judge([.. values.Select(holds => holds ? 1.0 : 0)]);
    }

    private ClaimBuilder With(Claim claim)
    {
        _claim = claim;
        return this;
    }

    private void Judge(double[] values)
    {
        if (_claim.Statistic.Length == 0)
            throw new InvalidOperationException($"Claim '{_claim.Id}' has no statistic; give one with By.");
        if (double.IsNaN(_claim.Threshold))
            throw new InvalidOperationException($"Claim '{_claim.Id}' has no threshold; give one with AtLeast or AtMost.");
        if (_judged is not null)
            throw new InvalidOperationException($"Claim '{_claim.Id}' is judged twice.");
        _judged = _claim.Judge(values, _rivals, _reduction);
    }
}
