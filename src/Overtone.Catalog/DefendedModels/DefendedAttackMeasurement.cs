using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Catalog.DefendedModels;

/// <summary>
/// Attacks the model without the defence, shows the defended one what came of it, and attacks that through the average. The same attacks
/// with the same steps are made on both; whatever breaks the defended model is judged on the written file.
/// </summary>
internal sealed class DefendedAttackMeasurement
{
    // Its steps are the published ones, a fixed share of ε each; so fine a search tells a point from the boundary by a thousandth of ε.
    private const int Halvings = 10;

    private readonly DefendedAttackTrial _trial;
    private readonly OpenSubject _subject;
    private readonly LabelledImages _images;
    private readonly IClassifier _written;
    private readonly Recorder _to;

    private DefendedAttackMeasurement(DefendedAttackTrial trial, OpenSubject subject, IClassifier written, Recorder to) =>
        (_trial, _subject, _images, _written, _to) = (trial, subject, subject.Part(trial.First, trial.Count), written, to);

    public static void Measure(DefendedAttackTrial trial, OpenSubject subject, Recorder to)
    {
        using var file = new DefendedFile(trial, subject.Classifier.InputSize, to);
        using IClassifier written = file.Open(to);
        using IClassifier defended = trial.Defence.Make().Protect(subject.Classifier);
        using DisposeScope scope = NewDisposeScope();
        new DefendedAttackMeasurement(trial, subject, written, to).Measure(defended);
    }

    private void Measure(IClassifier defended)
    {
        bool[] undefendedWrong = IsWrong(_subject.Classifier, _images.Pixels), defendedWrong = IsWrong(_written, _images.Pixels);
        var undefended = new Broken(_images, undefendedWrong);
        Tensor? last = null;
        foreach ((int n, Attack attack) in Attacks().Index())
        {
            Tensor points = Break(_subject.Classifier, _subject.Classifier, attack, undefended, isDefended: false, 0.05 + (0.05 * n));
            // The first attack goes on when an image is broken: its points are far beyond the boundary.
            last ??= points;
        }

        (bool[] found, bool[] nearestStands) = Nearest(defendedWrong);
        bool[] transferStands = [.. IsWrong(_written, last!).Select((wrong, n) => !wrong && !defendedWrong[n])];
        var broken = new Broken(_images, defendedWrong);
        broken.Note("images made without the defence", [.. transferStands.Select((stands, n) => !stands && !defendedWrong[n])]);
        foreach ((int n, Attack attack) in Attacks().Index())
            Break(defended, _written, attack, broken, isDefended: true, 0.3 + (0.23 * n));
        _to.Add(Enumerable.Range(0, _images.Count).Select(n => new DefendedImage(
            _trial.First + n, _images.Labels.Span[n], undefendedWrong[n], undefended.By[n], found[n], nearestStands[n], defendedWrong[n],
            transferStands[n], broken.By[n])));
    }

    // Of a model without gradients only the last.
    private IEnumerable<Attack> Attacks()
    {
        var entropy = new AutoProjectedGradient { Ball = _trial.Ball, Steps = _trial.Steps, Seed = _trial.Defence.Seed };
        var scores = new SquareAttack { Ball = _trial.Ball, Queries = _trial.Queries, Seed = _trial.Defence.Seed };
        return HasGradients ? [entropy, entropy with { Loss = AttackLoss.LogitRatio, StopsWhenBroken = true }, scores] : [scores];
    }

    private bool HasGradients => _trial.Subject.GradientFault is null && _subject.Classifier is IDifferentiableClassifier;

    // What still stands is attacked; the points of all images are returned, where nothing was attacked the images.
    private Tensor Break(IClassifier attacked, IClassifier judge, Attack attack, Broken broken, bool isDefended, double from)
    {
        Tensor points = _images.Pixels.clone();
        int[] standing = broken.Standing;
        if (standing.Length == 0)
            return points;
        LabelledImages left = _images.Some(standing);
        void Report(double done) => _to.Report(from + (done * (isDefended ? 0.23 : 0.05)), attack.Name);
        using AttackOutcome outcome = attack is ScoreAttack scores
            ? scores.RunByScores(attacked, left, Report, _to.Cancellation)
            : attack.Run((IDifferentiableClassifier)attacked, left, Report, _to.Cancellation);
        _to.Add(CostOf(outcome, attack, isDefended));
        var verified = AttackVerification.Of(judge, left, outcome.Images, _trial.Ball, _to.Cancellation);
        bool[] isBroken = new bool[_images.Count];
        foreach ((int place, int image) in standing.Index())
            isBroken[image] = verified.IsBroken[place];
        broken.Note(attack.Name, isBroken);
        points.index_copy_(0, tensor(Array.ConvertAll(standing, image => (long)image), device: points.device), outcome.Images);
        return points;
    }

    // A gradient through the average asks each point twice, for its answer and for its gradient.
    private DefenceAttackCost CostOf(AttackOutcome outcome, Attack attack, bool isDefended)
    {
        long forward = outcome.ForwardPasses.Sum(n => (long)n), backward = outcome.BackwardPasses.Sum(n => (long)n);
        int points = _trial.Defence.Make().PassesPerImage;
        return isDefended
            ? new DefenceAttackCost(attack.Name, true, points * (forward + backward), points * backward)
            : new DefenceAttackCost(attack.Name, false, forward, backward);
    }

    // As published: the points stop a hair beyond the boundary of the model without the defence.
    private (bool[] Found, bool[] Stands) Nearest(bool[] defendedWrong)
    {
        if (!HasGradients)
            return (new bool[_images.Count], [.. defendedWrong.Select(wrong => !wrong)]);
        var attack = new SmallestProjectedGradient
        {
            Ball = _trial.Ball,
            Halvings = Halvings,
            Seed = _trial.Defence.Seed,
        };
        using AttackOutcome outcome = attack.Run(
            (IDifferentiableClassifier)_subject.Classifier, _images, done => _to.Report(0.2 + (0.1 * done), attack.Name), _to.Cancellation);
        bool[] wrong = IsWrong(_written, outcome.Images);
        bool[] found = [.. Enumerable.Range(0, _images.Count).Select(n => outcome.IsBroken[n] && !outcome.WasWrong[n])];
        return (found, [.. found.Select((isFound, n) => !(isFound ? wrong[n] : defendedWrong[n]))]);
    }

    private bool[] IsWrong(IClassifier classifier, Tensor pixels)
    {
        using Tensor logits = classifier.Logits(pixels, _to.Cancellation);
        return [.. ClassifierAnswers.Of(logits, _images.Labels.Span).IsError.Select(error => error != 0)];
    }

    // Which images are broken, each by the first attack that did it.
    private sealed class Broken(LabelledImages images, bool[] wasWrong)
    {
        public string[] By { get; } = [.. Enumerable.Repeat("", images.Count)];

        public int[] Standing => [.. Enumerable.Range(0, images.Count).Where(n => !wasWrong[n] && By[n].Length == 0)];

        public void Note(string attack, bool[] isBroken)
        {
            foreach (int n in Standing.Where(n => isBroken[n]))
                By[n] = attack;
        }
    }
}
