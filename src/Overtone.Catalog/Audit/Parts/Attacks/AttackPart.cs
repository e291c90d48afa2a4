using System.Text.Json.Serialization;
using Overtone.Attacks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Findings;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

internal sealed partial record AuditOptions
{
    [Option("Attacks: auto (all that the model supports), none, or names; fgsm and pgd need gradients, fourier works with any model",
        Group = AttackPart.Title)]
    public string[] Attacks { get; init; } = ["auto"];

    [Option("Number of images to attack with gradients, the first of the sample", Minimum = 1, Unset = "all", Group = AttackPart.Title)]
    public int? AttackImages { get; init; } = 200;

    [Option("Steps of iterative attacks", Minimum = 1, Group = AttackPart.Title)]
    public int AttackSteps { get; init; } = 20;

    [Option("Epsilon of l-infinity attacks, for pixels in [0, 1]; 8/255 = 0.0314", Minimum = 0, Maximum = 1,
        Group = AttackPart.Title)]
    public double EpsilonLinf { get; init; } = 0.0314;

    [Option("Epsilon of l2 attacks, over the whole image; auto: 0.5 at CIFAR-10's size, scaled by the square root of the number of "
        + "pixels", Above = 0,
        Unset = "auto", Group = AttackPart.Title)]
    public double? EpsilonL2 { get; init; }
}

/// <summary>Attacks a model with one attack that needs its gradient, and measures the spectrum of what it changes.</summary>
/// <param name="Subject">The model and its images.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Count">How many of the sample's images are attacked, the first ones.</param>
internal sealed record AttackTrial(
    AuditSubject Subject, [property: JsonConverter(typeof(AttackConverter))] Attack Attack, int Count) : SubjectTrial(Subject)
{
    public override string Label => $"attack {Attack.Name}";
}

/// <summary>Measures the spectra of the model's raw gradients, of their signs, and of noise: what attacks are compared with.</summary>
internal sealed record AttackControlsTrial(AuditSubject Subject, int Count) : SubjectTrial(Subject)
{
    public override string Label => "spectra of gradients and noise";
}

/// <summary>
/// Attacks of bounded norm by gradient, and at which frequencies they change images.
/// Source: Madry et al. 2018; 1906.08988, Fig. 7 (a, b).
/// </summary>
internal sealed class AttackPart : AuditPart
{
    public const string Title = "Attacks";

    private const int Levels = 255;
    private const double CifarL2 = 0.5;
    private const int CifarPixels = 3 * 32 * 32;

    public override string Heading => Title;

    public override IReadOnlyList<AuditTrialKind> Trials =>
        [Kind<AttackTrial>("attack", Measure, Always), Kind<AttackControlsTrial>("attack-controls", Controls, Always)];

    public override AuditOptions Smoke(AuditOptions options) => options with { AttackSteps = 3 };

    public override AuditOptions Look(AuditOptions options, AuditLook look) =>
        options with { Attacks = look == AuditLook.First ? [AttackChoice.None] : AttackChoice.ByGradient(options) };

    public override void Require(AuditOptions options, RunEnvironment environment) => AttackChoice.Of(options);

    public override IEnumerable<AuditTrial> Plan(AuditPlan audit)
    {
        var choice = AttackChoice.Of(audit.Options);
        if (choice.Families.Count == 0)
            return [];
        AuditOptions options = audit.Options;
        // The same change of a pixel, on average, as 0.5 on CIFAR-10.
        double l2 = options.EpsilonL2
            ?? Math.Round(CifarL2 * Math.Sqrt((double)audit.Size.Channels * audit.Size.Height * audit.Size.Width / CifarPixels), 4);
        var budget = new AttackBudget(
            new NormBall(AttackNorm.Linf, options.EpsilonLinf), new NormBall(AttackNorm.L2, l2), options.AttackSteps, options.Seed);
        int count = CountOf(audit);
        return
        [
            new AttackControlsTrial(audit.Float32, count),
            .. choice.Families.SelectMany(family => family.Within(budget)).Select(attack => new AttackTrial(audit.Float32, attack, count)),
        ];
    }

    /// <summary>How many images are attacked by gradient.</summary>
    public static int CountOf(AuditSetting audit) =>
        Math.Min(audit.Options.AttackImages ?? int.MaxValue, audit.Size.Images);

    public override void Conclude(AuditSetting audit, Conclusion to) => new AttackFindings(audit.Size, to).Conclude();

    private static void Measure(AttackTrial trial, OpenSubject subject, Recorder to) => GradientCoverage.Measure(
        trial.Attack.Name, StudyText.Kebab(trial.Attack.Ball.Norm), trial.Subject, to, () => Attacked(trial, subject, to));

    private static void Controls(AttackControlsTrial trial, OpenSubject subject, Recorder to) =>
        GradientCoverage.Measure("the spectrum of gradients", "", trial.Subject, to, () => Gradients(trial, subject, to));

    private static string? Attacked(AttackTrial trial, OpenSubject subject, Recorder to)
    {
        Attack attack = trial.Attack;
        LabelledImages images = subject.Part(0, trial.Count);
        var classifier = (IDifferentiableClassifier)subject.Classifier;
        AttackOutcome outcome = attack.Run(classifier, images, share => to.Report(share), to.Cancellation);
        Tensor rounded = (outcome.Images * Levels).round() / Levels;
        Tensor roundedLogits = classifier.Logits(rounded, to.Cancellation);
        IReadOnlyList<double> wrongRounded = ClassifierAnswers.Of(roundedLogits, images.Labels.Span).IsError;
        AttackAnswer[] answers = [.. Enumerable.Range(0, images.Count).Select(n => new AttackAnswer(
            attack.Name, StudyText.Kebab(attack.Ball.Norm), attack.Ball.Epsilon, n, outcome.WasWrong[n], outcome.IsBroken[n],
            wrongRounded[n] != 0, outcome.Norms[n], outcome.Margins[n], outcome.HasGradient[n]))];
        to.Add(answers);
        string? reason = GradientCoverage.ReasonAgainst(answers);
        if (reason is null)
        {
            using var spectrum = new ChangeSpectrum(attack.Name, subject.Classifier.InputSize.Height, subject.Classifier.InputSize.Width);
            spectrum.Add(outcome.Images - images.Pixels);
            ChangeSpectrum.Write(to, spectrum);
        }

        return reason;
    }

    private static string? Gradients(AttackControlsTrial trial, OpenSubject subject, Recorder to)
    {
        LabelledImages images = subject.Part(0, trial.Count);
        var classifier = (IDifferentiableClassifier)subject.Classifier;
        (_, int height, int width) = subject.Classifier.InputSize;
        using ChangeSpectrum gradients = new("gradient", height, width), signs = new("sign of gradient", height, width);
        using ChangeSpectrum noise = new("gaussian noise", height, width), data = new("images", height, width);
        int batch = classifier.Description.BatchSize, usable = 0;
        string? reason = null;
        for (int first = 0; first < images.Count; first += batch)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(batch, images.Count - first);
            Tensor pixels = images.Pixels.narrow(0, first, count);
            noise.Add(RandomStreams.Normal(trial.Subject.Seed, "attack-noise", first, pixels.shape));
            data.Add(pixels - pixels.mean([2, 3], keepdim: true));
            if (reason is null)
                usable += AddGradients(pixels, images.Labels.Slice(first, count).ToArray());
            to.Report((double)(first + count) / images.Count);
        }

        reason ??= GradientCoverage.ReasonAgainst(usable, images.Count);
        ChangeSpectrum.Write(to, reason is null ? [gradients, signs, noise, data] : [noise, data]);
        return reason;

        int AddGradients(Tensor pixels, long[] labels)
        {
            try
            {
                using ClassifierGradient gradient = classifier.CrossEntropyGradient(pixels, labels, to.Cancellation);
                bool[] isUsable = [.. gradient.Usable()];
                Tensor said = gradient.Gradient[tensor(isUsable)];
                gradients.Add(said);
                signs.Add(said.sign());
                return isUsable.Count(has => has);
            }
            catch (MissingGradientException)
            {
                reason = GradientCoverage.NotDifferentiable;
                return 0;
            }
        }
    }
}
