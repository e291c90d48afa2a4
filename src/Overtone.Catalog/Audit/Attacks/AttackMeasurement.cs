using Overtone.Attacks;
using Overtone.Catalog.Audit.Planes;
using Overtone.Catalog.Audit.Preparation;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using Overtone.Studies.Tables;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Attacks;

/// <summary>Attacks a model, and measures the spectra of what attacks change and of what they are compared with.</summary>
internal static class AttackMeasurement
{
    private const int Levels = 255;

    public static void Attack(AttackTrial trial, OpenSubject subject, TrialContext context) =>
        GradientCoverage.Measure(trial.Name, StudyText.Kebab(trial.Ball.Norm), context, () => Attacked(trial, subject, context));

    public static void Controls(AttackControlsTrial trial, OpenSubject subject, TrialContext context) =>
        GradientCoverage.Measure("the spectrum of gradients", "", context, () => Gradients(trial, subject, context));

    public static void Fourier(FourierAttackTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages chosen = subject.Part(0, trial.Chosen), attacked = subject.Part(trial.Chosen, subject.Images.Count - trial.Chosen);
        var answers = new List<FourierAttackAnswer>();
        for (int n = 0; n < trial.Norms.Length; n++)
        {
            using var scope = NewDisposeScope();
            FourierPerturbation perturbation = trial.Perturbation with { Norm = trial.Norms[n] };
            var map = new FourierHeatMap(subject.Classifier, chosen, perturbation);
            SpatialFrequency[] best = [.. trial.Candidates
                .Select(cell => new SpatialFrequency(cell[0], cell[1]))
                .OrderByDescending(cell => Error(map, cell, context.Cancellation))
                .Take(trial.Frequencies)];
            IReadOnlyList<int> queries = new FourierBasisAttack(best, perturbation).Run(subject.Classifier, attacked, context.Cancellation);
            double norm = trial.Norms[n];
            answers.AddRange(queries.Select((asked, image) => new FourierAttackAnswer(norm, trial.Chosen + image, asked, $"{best[0]}")));
            context.Report((n + 1.0) / trial.Norms.Length);
        }

        context.Write(Table.Of(answers));
    }

    private static string? Attacked(AttackTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages images = subject.Part(0, trial.Count);
        Attack attack = trial.Steps > 1
            ? new ProjectedGradient { Ball = trial.Ball, Loss = trial.Loss, Steps = trial.Steps, Seed = trial.Subject.Seed }
            : new FastGradient { Ball = trial.Ball, Loss = trial.Loss };
        var classifier = (IDifferentiableClassifier)subject.Classifier;
        AttackOutcome outcome = attack.Run(classifier, images, share => context.Report(share), context.Cancellation);
        Tensor rounded = (outcome.Images * Levels).round() / Levels;
        Tensor roundedLogits = classifier.Logits(rounded, context.Cancellation);
        IReadOnlyList<double> wrongRounded = ClassifierAnswers.Of(roundedLogits, images.Labels.Span).IsError;
        AttackAnswer[] answers = [.. Enumerable.Range(0, images.Count).Select(n => new AttackAnswer(
            trial.Name, StudyText.Kebab(trial.Ball.Norm), trial.Ball.Epsilon, n, outcome.WasWrong[n], outcome.IsBroken[n],
            wrongRounded[n] != 0, outcome.Norms[n], outcome.Margins[n], outcome.HasGradient[n]))];
        context.Write(Table.Of(answers));
        string? reason = GradientCoverage.ReasonAgainst(answers);
        if (reason is null)
        {
            using var spectrum = new ChangeSpectrum(trial.Name, images);
            spectrum.Add(outcome.Images - images.Pixels);
            spectrum.WriteTo(context);
        }

        return reason;
    }

    private static string? Gradients(AttackControlsTrial trial, OpenSubject subject, TrialContext context)
    {
        LabelledImages images = subject.Part(0, trial.Count);
        var classifier = (IDifferentiableClassifier)subject.Classifier;
        using ChangeSpectrum gradients = new("gradient", images), signs = new("sign of gradient", images);
        using ChangeSpectrum noise = new("gaussian noise", images), data = new("images", images);
        int batch = classifier.Description.BatchSize, usable = 0;
        string? reason = null;
        for (int first = 0; first < images.Count; first += batch)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(batch, images.Count - first);
            Tensor pixels = images.Pixels.narrow(0, first, count);
            noise.Add(Noise(trial.Subject.Seed, first, pixels.shape));
            data.Add(pixels - pixels.mean([2, 3], keepdim: true));
            if (reason is null)
                usable += AddGradients(pixels, images.Labels.Slice(first, count).ToArray());
            context.Report((double)(first + count) / images.Count);
        }

        reason ??= GradientCoverage.ReasonAgainst(usable, images.Count);
        ChangeSpectrum.Write(reason is null ? [gradients, signs, noise, data] : [noise, data], context);
        return reason;

        int AddGradients(Tensor pixels, long[] labels)
        {
            try
            {
                using ClassifierGradient gradient = classifier.CrossEntropyGradient(pixels, labels, context.Cancellation);
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

    // A stream an image, so that batches of another size change nothing.
    private static Tensor Noise(long seed, int first, long[] shape)
    {
        Tensor noise = empty(shape);
        for (int n = 0; n < shape[0]; n++)
        {
            using Generator generator = RandomStreams.Create(seed, "attack-noise", first + n);
            noise[n].normal_(0, 1, generator);
        }

        return noise;
    }

    private static double Error(FourierHeatMap map, SpatialFrequency cell, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        return map.Measure(cell, cancellation: cancellation).Answers.IsError.Sum();
    }
}
