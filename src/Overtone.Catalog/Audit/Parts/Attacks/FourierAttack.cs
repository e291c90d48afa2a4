using System.Globalization;
using Overtone.Data;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>The black-box attack with Fourier basis images.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Perturbation">How images are perturbed; the norm is one of <paramref name="Norms"/>.</param>
/// <param name="Norms">The norms, rising.</param>
/// <param name="Frequencies">The frequencies, vertical and horizontal, the most harmful first.</param>
/// <param name="First">The first image to attack: those before it told which frequencies are harmful.</param>
internal sealed record FourierAttackTrial(
    AuditSubject Subject, FourierPerturbation Perturbation, double[] Norms, int[][] Frequencies, int First) : SubjectTrial(Subject)
{
    public override string Label => "black-box attack with Fourier basis images";
}

/// <summary>An image under the black-box attack, whether it is right as it is, and how many queries broke it, if any did.</summary>
[Table("fourier_attack_answers")]
internal sealed record FourierAttackAnswer(double Norm, int Image, bool IsRight, int? Queries, string FirstFrequency);

/// <summary>How often a wave of a norm breaks images that are right as they are.</summary>
[Table("fourier_attack")]
internal sealed record FourierAttackRate(
    string Attack, double Norm, double SuccessRate, double StandardError, int Images, double MeanQueries, string FirstFrequency);

/// <summary>
/// An attack that knows nothing of a model but its answers: single waves, the most harmful ones of other images first.
/// Source: 1906.08988, Fig. 7 (c, d).
/// </summary>
internal sealed class FourierAttack : AuditPart
{
    private const int Frequencies = 10, Queries = 2 * Frequencies;
    private const string Best = "best of ";

    private static readonly double[] ShareOfNorm = [0.125, 0.25, 0.5, 1];

    public override IReadOnlyList<AuditTrialKind> Trials => [Kind<FourierAttackTrial>("fourier-attack", Measure, Always)];

    /// <summary>Once the heat map tells the most harmful frequencies.</summary>
    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        int first = FirstAttacked(audit);
        if (!AttackChoice.Of(audit.Options).Fourier || audit.Size.Images < 2)
            return [];
        if (HeatMapPart.MostHarmfulTo(audit, first, Frequencies) is not { } harmful)
            return [];
        var scale = HeatMapScale.Of(audit);
        return
        [
            new FourierAttackTrial(
                audit.Subject, scale.Perturbation, [.. ShareOfNorm.Select(share => share * scale.Norm)],
                [.. harmful.Select(cell => new[] { cell.Y, cell.X })], first),
        ];
    }

    public override void Conclude(AuditSetting audit, Conclusion to)
    {
        IReadOnlyList<FourierAttackAnswer> answers = to.Rows<FourierAttackAnswer>();
        if (answers.Count == 0)
            return;
        FourierAttackRate[] rates = [.. Rates(answers)];
        to.Add(rates);
        to.Estimate(Success([.. rates.Where(r => r.Attack.StartsWith(Best, StringComparison.Ordinal))]));
        to.Figure(
            "fourier-attack", "Black-box attack with single waves",
            "Share of correctly classified images that one Fourier basis image breaks, with either sign, against its l2 norm "
                + $"(measured as for the heat map). The frequencies are ten of the heat map that together broke most of "
                + $"the first {FirstAttacked(audit)} images; the others are attacked, using nothing but the model's predictions.",
            new Plot<FourierAttackRate>().X(r => r.Norm, "l2 norm of the wave").Y(r => r.SuccessRate, "success rate", min: 0, max: 1)
                .By(r => r.Attack).LinesAndPoints());
    }

    // On a quarter of as many images as are attacked by gradient frequencies are chosen.
    private static int FirstAttacked(AuditSetting audit) => Math.Max(1, AttackPart.CountOf(audit) / 4);

    private static void Measure(FourierAttackTrial trial, OpenSubject subject, Recorder to)
    {
        LabelledImages attacked = subject.Part(trial.First, subject.Images.Count - trial.First);
        SpatialFrequency[] frequencies = Array.ConvertAll(trial.Frequencies, cell => new SpatialFrequency(cell[0], cell[1]));
        foreach ((int n, double norm) in trial.Norms.Index())
        {
            using var scope = NewDisposeScope();
            var attack = new FourierBasisAttack(frequencies, trial.Perturbation with { Norm = norm });
            to.Add(attack.Run(subject.Classifier, attacked, to.Cancellation).Select((answer, image) => new FourierAttackAnswer(
                norm, trial.First + image, answer.IsRight, answer.Queries, $"{frequencies[0]}")));
            to.Report((n + 1.0) / trial.Norms.Length);
        }
    }

    private static Estimate Success(FourierAttackRate[] best)
    {
        const string Name = "fourier_attack_success";
        if (best.Length == 0)
            return Estimate.NotMeasured(Name, "none of the attacked images is classified correctly to begin with");
        FourierAttackRate row = best.MaxBy(r => r.Norm)!;
        WilsonInterval interval = WilsonInterval.Of((int)Math.Round(row.SuccessRate * row.Images), row.Images);
        return new Estimate
        {
            Name = Name,
            Value = row.SuccessRate,
            Low = interval.Low,
            High = interval.High,
            Statement = $"At norm {row.Norm.ToString("0.####", CultureInfo.InvariantCulture)} one Fourier wave ({row.Attack}) "
                + $"breaks {StudyText.Percent(row.SuccessRate, interval.Low, interval.High)} of the images that are "
                + "classified correctly, using only the model's predictions.",
            Advice = row.SuccessRate > 0.5
                ? "Anyone can find such waves with a few dozen queries. Training with Gaussian noise helps against those of high "
                    + "frequency, and may make low ones worse (1906.08988, Fig. 3)."
                : "",
        };
    }

    // Among the images that are right as they are.
    private static IEnumerable<FourierAttackRate> Rates(IReadOnlyList<FourierAttackAnswer> answers)
    {
        foreach (IGrouping<double, FourierAttackAnswer> norm in answers.GroupBy(r => r.Norm))
        {
            FourierAttackAnswer[] right = [.. norm.Where(r => r.IsRight)];
            if (right.Length == 0)
                continue;
            yield return Rate($"{Best}{Queries} queries", right, int.MaxValue);
            yield return Rate("first frequency, either sign", right, 2);
        }

        static FourierAttackRate Rate(string attack, FourierAttackAnswer[] right, int queries)
        {
            FourierAttackAnswer[] broken = [.. right.Where(r => r.Queries <= queries)];
            double rate = (double)broken.Length / right.Length;
            return new FourierAttackRate(
                attack, right[0].Norm, rate, StandardError.OfShare(rate, right.Length), right.Length,
                broken.Average(r => r.Queries) ?? double.NaN, right[0].FirstFrequency);
        }
    }
}
