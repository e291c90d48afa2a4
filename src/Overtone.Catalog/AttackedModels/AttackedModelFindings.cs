using Overtone.Catalog.Audit;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.AttackedModels;

/// <summary>What attacks within one bound have come to.</summary>
/// <param name="Epsilon">The bound.</param>
/// <param name="Bound">The same as it was written.</param>
/// <param name="WasWrong">Images that are misclassified as they are.</param>
/// <param name="Broken">Images that were broken.</param>
/// <param name="LostByRounding">How many of those are not misclassified any more once rounded to 8 bits.</param>
/// <param name="NotBroken">Images that no attack broke.</param>
/// <param name="Verdict">What that is worth.</param>
[Table("attack_verdicts")]
internal sealed record AttackVerdict(
    double Epsilon, string Bound, int WasWrong, int Broken, int LostByRounding, int NotBroken, string Verdict);

/// <summary>Passes that attacks and checks took, counted in images.</summary>
[Table("attack_costs")]
internal sealed record AttackCost(string Attack, long ForwardPasses, long BackwardPasses);

/// <summary>What attacks on one model say.</summary>
internal sealed class AttackedModelFindings(AttackedModelOptions options, Conclusion to)
{
    /// <summary>The name in costs.</summary>
    private const string Checks = "masking checks";

    private readonly ModelSize _size = ModelSize.Of(to.Tables);
    private readonly IReadOnlyList<LedgerEntry> _ledger = to.Rows<LedgerEntry>();
    private readonly string _norm = NormText.Of(options.Norm);

    // In sentences families are enough; tables have each attack.
    private readonly string _attacks = string.Join(", ", to.Rows<LedgerEntry>().Select(r => r.Attack.Split(' ')[0]).Distinct());

    public void Conclude()
    {
        var masking = new MaskingFindings(options, to);
        IReadOnlyList<string> suspicions = [.. masking.Suspicions, .. WithoutGradients()];
        to.Estimate(Clean());
        Verdicts(suspicions);
        masking.Conclude(Costs(masking));
        Notes();
        AttackCurves.Conclude(_ledger, _norm, to);
        AttackPictures.Draw(_size, to);
        PerturbationSpectra.Conclude(_ledger.Select(r => r.Attack), _size, to);
    }

    private Estimate Clean()
    {
        double accuracy = 1 - CleanError.Of(to.Tables);
        WilsonInterval interval = _size.IntervalOf(accuracy);
        return new Estimate
        {
            Name = AuditFindings.CleanAccuracyName,
            Value = accuracy,
            Low = interval.Low,
            High = interval.High,
            Statement = $"It classifies {_size.Images} unperturbed images with an accuracy of "
                + $"{StudyText.Percent(accuracy, interval.Low, interval.High)}.",
        };
    }

    // An attack that never saw a gradient left images untried.
    private IEnumerable<string> WithoutGradients()
    {
        bool[] hadGradient =
        [
            .. _ledger.Where(r => !r.WasWrong && r.Gradient != SeenGradient.NotAsked)
                .GroupBy(r => r.Image, (_, rows) => rows.Any(r => r.Gradient == SeenGradient.Usable)),
        ];
        if (GradientCoverage.ReasonAgainst(hadGradient.Count(had => had), hadGradient.Length) is { } reason)
            yield return reason;
    }

    // Per image the worst of all attacks; never the worst attack's mean.
    private AttackVerdict Judge(Bound bound, IReadOnlyList<string> suspicions)
    {
        LedgerEntry[][] images =
            [.. _ledger.Where(r => r.Epsilon == bound.Value).GroupBy(r => r.Image, (_, own) => own.ToArray())];
        LedgerEntry[][] broken = [.. images.Where(own => own.Any(r => r.Broken))];
        int wasWrong = images.Count(own => own[0].WasWrong), lost = broken.Count(own => !own.Any(r => r.SurvivesRounding));
        int standing = images.Length - wasWrong - broken.Length;
        return new AttackVerdict(
            bound.Value, bound.Text, wasWrong, broken.Length, lost, standing,
            standing == 0 && broken.Length == 0 ? "nothing to break"
            : standing == 0 ? "broken"
            : suspicions.Count > 0 ? $"suspect: {string.Join("; ", suspicions)}"
            : $"not broken by {_attacks}");
    }

    // The smallest bound within which nothing stands is told first, or the largest.
    private void Verdicts(IReadOnlyList<string> suspicions)
    {
        AttackVerdict[] verdicts = [.. BoundList.Of(options, _size).Select(bound => Judge(bound, suspicions))];
        to.Add(verdicts);
        AttackVerdict told = verdicts.FirstOrDefault(verdict => verdict.NotBroken == 0) ?? verdicts[^1];
        foreach (AttackVerdict verdict in verdicts)
            to.Estimate(Estimated(verdict, suspicions, isTold: verdict == told));
    }

    private Estimate Estimated(AttackVerdict verdict, IReadOnlyList<string> suspicions, bool isTold)
    {
        bool isSuspect = suspicions.Count > 0 && verdict.NotBroken > 0;
        var interval = WilsonInterval.Of(verdict.NotBroken, _size.Images);
        double share = (double)verdict.NotBroken / _size.Images;
        string within = $"within {_norm} norm {verdict.Bound}", images = $"of {_size.Images} images";
        string wrong = verdict.WasWrong == 0 ? "" : $"; {Are(verdict.WasWrong)} misclassified without any attack";
        string statement = isSuspect
            ? $"Suspect ({string.Join("; ", suspicions)}): {within}, {verdict.Broken} {images} "
                + $"{(verdict.Broken == 1 ? "is" : "are")} broken; that "
                + $"{StudyText.Percent(share)} are not says nothing of the model."
            : verdict.NotBroken + verdict.Broken == 0
                ? $"Nothing to break: none {images} is classified correctly without any attack."
            : verdict.NotBroken == 0
                ? $"Broken: {within}, every image that is classified correctly ({verdict.Broken} {images}{wrong})."
                : $"Not broken by {_attacks}: {within}, {StudyText.Percent(share, interval.Low, interval.High)} {images}, an upper bound "
                    + $"on the accuracy under stronger attacks; {Are(verdict.Broken)} broken{wrong}.";
        return new Estimate
        {
            Name = new Bound(verdict.Bound, verdict.Epsilon).EstimateName,
            Value = share,
            Low = interval.Low,
            High = interval.High,
            Importance = isTold ? (double)verdict.Broken / _size.Images / 2 : 0,
            Statement = statement + (verdict.Broken == 0 ? ""
                : verdict.LostByRounding == 0 ? " All that are broken survive rounding to 8 bits."
                : $" Rounding to 8 bits undoes {verdict.LostByRounding} of {verdict.Broken} successful attacks."),
            Advice = isSuspect && isTold
                ? "Read the failed checks below. Attack the model without the part that hides its gradients, or with square and more "
                    + "--queries."
                : "",
        };
    }

    private static string Are(int images) => images == 1 ? "1 is" : $"{images} are";

    // The masking checks' share of the passes that attacks took.
    private double Costs(MaskingFindings masking)
    {
        AttackCost[] attacks =
        [
            .. _ledger.GroupBy(r => r.Attack, (attack, rows) => new AttackCost(
                attack, rows.Sum(r => (long)r.ForwardPasses), rows.Sum(r => (long)r.BackwardPasses))),
        ];
        to.Add(attacks);
        long forward = attacks.Sum(r => r.ForwardPasses), backward = attacks.Sum(r => r.BackwardPasses);
        string cost = $"The attacks took {forward:N0} forward and {backward:N0} backward passes of an image";
        if (masking.Made.Count == 0)
        {
            to.Note($"{cost}.");
            return 0;
        }

        long checksForward = masking.Made.Sum(r => r.ForwardPasses), checksBackward = masking.Made.Sum(r => r.BackwardPasses);
        to.Add(new AttackCost(Checks, checksForward, checksBackward));
        double share = (double)(checksForward + checksBackward) / Math.Max(1, forward + backward);
        to.Note($"{cost}, the masking checks {checksForward:N0} and {checksBackward:N0}: {StudyText.Percent(share)} of as many.");
        return share;
    }

    private void Notes()
    {
        PreflightFindings.Tell(to);

        if (CleanError.IsNearChance(to.Tables))
            to.Warn("The model does no better than guessing on these images: there is nothing to break, and what follows says nothing.");
        GradientAccess.Tell(to);
        if (_size.Images < options.Images)
            to.Note($"The data set has {_size.Images} images, fewer than the {options.Images} requested; all of them were used.");
        foreach (AttackRemark remark in to.Rows<AttackRemark>().Distinct())
            to.Note($"{remark.Attack}: {remark.Remark}.");
        to.Note("Every image counted as broken was read back from the store and classified alone as the float32 image that it is, its norm "
            + "and range measured. What breaks an image within one bound counts within every larger one.");
        double[] residues = [.. _ledger.Select(r => r.OutOfBand).OfType<double>()];
        if (residues.Length > 0)
        {
            to.Note($"Of changes within a band, {StudyText.Percent(residues.Average())} of the norm lies outside it on average, at most "
                + $"{StudyText.Percent(residues.Max())}: box and bound push it there.");
        }
    }
}
