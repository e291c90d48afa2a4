using System.Runtime.InteropServices;
using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.AttackedModels;

/// <summary>
/// Attacks images with every bound, the smallest first; what it breaks within one is broken within all larger ones and is left alone there.
/// Attacks that look for the nearest adversarial image run once. Nothing is taken from an attack's word.
/// </summary>
internal static class AttackMeasurement
{
    /// <summary>The artefact with the adversarial images, float32 [n, C, H, W]: an image that stands is there as it was.</summary>
    public const string Images = "attacked.npy";

    private const double Tolerance = 1e-6;

    public static void Measure(ModelAttackTrial trial, OpenSubject subject, Recorder to)
    {
        LabelledImages images = subject.Part(trial.First, trial.Count);
        Tensor kept = images.Pixels.clone();
        var tallies = Array.ConvertAll(trial.Epsilons, _ => new Tally[images.Count]);
        var found = new Found[images.Count];
        double[] runs = trial.Attack.FindsNearest ? [trial.Epsilons[^1]] : trial.Epsilons;
        int[] standing = [.. Enumerable.Range(0, images.Count)];
        foreach ((int run, double epsilon) in runs.Index())
        {
            if (standing.Length == 0)
                break;
            using var scope = NewDisposeScope();
            LabelledImages left = images.Some(standing);
            Attack attack = trial.Attack with { Ball = trial.Attack.Ball with { Epsilon = epsilon } };
            AttackOutcome outcome = Run(attack, subject.Classifier, left, share => to.Report((run + share) / runs.Length), to);
            var verified = AttackVerification.Of(subject.Classifier, left, outcome.Images, attack.Ball, to.Cancellation);
            foreach ((int place, int image) in standing.Index())
            {
                tallies[run][image] = new Tally(outcome.ForwardPasses[place], outcome.BackwardPasses[place]);
                found[image] = found[image].With(outcome, verified, place);
            }

            Keep(kept, outcome.Images, standing, verified.IsBroken);
            // A table without rows is none.
            if (outcome.Parts.Count > 0)
                AddParts(trial, epsilon, outcome, to);
            if (outcome.Remarks.Count > 0)
                to.Add(outcome.Remarks.Select(remark => new AttackRemark(attack.Name, remark)));
            standing = [.. standing.Where((_, place) => !verified.IsBroken[place])];
        }

        string norm = StudyText.Kebab(trial.Attack.Ball.Norm);
        foreach ((int n, double epsilon) in trial.Epsilons.Index())
        {
            to.Add(Enumerable.Range(0, images.Count).Select(image =>
            {
                Found one = found[image];
                bool isBroken = !one.WasWrong && one.Distance <= epsilon + Tolerance;
                return new LedgerEntry(
                    trial.First + image, images.Labels.Span[image], trial.Attack.Name, norm, epsilon, one.WasWrong, isBroken,
                    isBroken && one.SurvivesRounding, isBroken ? one.Distance : null, tallies[n][image].Forward,
                    tallies[n][image].Backward, Gradient(one), isBroken ? one.OutOfBand : null);
            }));
        }

        to.WriteArtefact(Images, stream => StoredImages.Write(kept, stream));

        SeenGradient Gradient(Found one) => trial.Attack is ScoreAttack ? SeenGradient.NotAsked
            : one.HasGradient ? SeenGradient.Usable : SeenGradient.Missing;
    }

    private static AttackOutcome Run(
        Attack attack, IClassifier classifier, LabelledImages images, Action<double> report, Recorder to) => attack is ScoreAttack scores
            ? scores.RunByScores(classifier, images, report, to.Cancellation)
            : attack.Run((IDifferentiableClassifier)classifier, images, report, to.Cancellation);

    private static void Keep(Tensor kept, Tensor attacked, int[] standing, IReadOnlyList<bool> isBroken)
    {
        long[] from = [.. Enumerable.Range(0, standing.Length).Where(place => isBroken[place]).Select(place => (long)place)];
        if (from.Length > 0)
            kept.index_copy_(0, tensor(Array.ConvertAll(from, place => (long)standing[place])), attacked.index_select(0, tensor(from)));
    }

    private static void AddParts(ModelAttackTrial trial, double epsilon, AttackOutcome outcome, Recorder to) => to.Add(
        outcome.Parts.Select(part => new AttackPartEntry(
            trial.Attack.Name, epsilon, part.Name, trial.First, part.Broke.Count(broke => broke),
            part.ForwardPasses.Sum(passes => (long)passes), part.BackwardPasses.Sum(passes => (long)passes))));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Tally(int Forward, int Backward);

    // What is known of an image so far.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Found(
        bool IsKnown, bool WasWrong, double? Distance, bool SurvivesRounding, bool HasGradient, double? OutOfBand)
    {
        public Found With(AttackOutcome outcome, AttackVerification verified, int place)
        {
            bool isBroken = verified.IsBroken[place];
            return new Found(
                true, IsKnown ? WasWrong : outcome.WasWrong[place], isBroken ? verified.Norms[place] : null,
                isBroken && verified.SurvivesRounding[place], HasGradient || outcome.HasGradient[place],
                isBroken && outcome.OutOfBand.Count > 0 ? outcome.OutOfBand[place] : null);
        }
    }
}
