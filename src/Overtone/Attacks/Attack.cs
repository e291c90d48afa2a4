using System.Text.Json.Serialization;
using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// An untargeted attack of bounded norm on a classifier that can be differentiated. What all attacks do alike is here: checking, batches,
/// and judging the returned images; an attack only perturbs one batch.
/// Source: the attack base class of foolbox, with the judgement of Carlini et al. 2019.
/// </summary>
public abstract record Attack
{
    /// <summary>The perturbations that are allowed.</summary>
    public required NormBall Ball { get; init; }

    /// <summary>What is raised.</summary>
    public AttackLoss Loss { get; init; } = AttackLoss.CrossEntropy;

    /// <summary>The attack's name in tables and figures, for example <c>pgd linf margin</c>.</summary>
    [JsonIgnore]
    public string Name => $"{Family} {Ball.Norm.ToString().ToLowerInvariant()} {Variant}".TrimEnd();

    /// <summary>The family it belongs to, as <see cref="AttackCatalog"/> names it.</summary>
    protected abstract string Family { get; }

    /// <summary>What tells it from others of its family and norm; the loss, unless it says otherwise.</summary>
    protected virtual string Variant => Loss switch
    {
        AttackLoss.Margin => "margin",
        AttackLoss.LogitRatio => "dlr",
        _ => "cross-entropy",
    };

    /// <summary>
    /// Whether it looks for the nearest adversarial example: what it finds within a bound is what it would find within a larger one.
    /// </summary>
    [JsonIgnore]
    public virtual bool FindsNearest => false;

    /// <summary>Logits that are no numbers end the attack with an error.</summary>
    private protected virtual bool RefusesNaN => Loss == AttackLoss.LogitRatio;

    /// <summary>Attacks images. Those that are misclassified as they are stay as they are: there is nothing to break.</summary>
    /// <param name="classifier">The classifier whose accuracy is to be reported: the whole deployed function.</param>
    /// <param name="images">The images.</param>
    /// <param name="report">Told the share of images that are done, from 0 to 1.</param>
    /// <param name="cancellation">Checked between passes.</param>
    /// <exception cref="ArgumentException">ε is negative or no number, or a label is no class of the classifier.</exception>
    /// <exception cref="MissingGradientException">The classifier's outputs are not a differentiable function of the pixels.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public AttackOutcome Run(
        IDifferentiableClassifier classifier, LabelledImages images, Action<double>? report = null,
        CancellationToken cancellation = default) => RunOn(classifier, images, report, cancellation);

    private protected AttackOutcome RunOn(
        IClassifier classifier, LabelledImages images, Action<double>? report, CancellationToken cancellation)
    {
        Require(classifier, images);
        using var scope = NewDisposeScope();
        IReadOnlyList<double> wasError = ErrorsOf(classifier, images.Pixels, images, cancellation);
        int[] right = [.. Enumerable.Range(0, images.Count).Where(image => wasError[image] == 0)];
        Tensor attacked = images.Pixels.clone();
        var ledger = new AttackLedger(images.Count, RefusesNaN);
        var watch = new AttackWatch(classifier, ledger);
        int done = 0;
        foreach (int[] indices in right.Chunk(classifier.Description.BatchSize))
        {
            using var inner = NewDisposeScope();
            Tensor perturbed = Perturb(watch.Some(indices), images.Some(indices), cancellation);
            attacked.index_copy_(0, tensor([.. indices.Select(index => (long)index)], device: attacked.device), perturbed);
            report?.Invoke((double)(done += indices.Length) / right.Length);
        }

        AttackOutcome judged = Judge(classifier, images, attacked, wasError, cancellation) with
        {
            HasGradient = ledger.HasGradient,
            ForwardPasses = ledger.All.Forward,
            BackwardPasses = ledger.All.Backward,
            Parts = ledger.Parts,
            Remarks = [.. RemarksOn(classifier)],
        };
        AttackOutcome outcome = Describe(judged, images);
        outcome.Images.MoveToOuterDisposeScope();
        return outcome;
    }

    /// <summary>Judges images that may have been changed since an attack made them, for example by rounding to 8 bits.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images as they were.</param>
    /// <param name="attacked">float32 [n, C, H, W] in [0, 1].</param>
    /// <param name="cancellation">Checked between batches.</param>
    public AttackOutcome Judge(
        IClassifier classifier, LabelledImages images, Tensor attacked, CancellationToken cancellation = default) =>
        Judge(classifier, images, attacked, ErrorsOf(classifier, images.Pixels, images, cancellation), cancellation);

    private AttackOutcome Judge(
        IClassifier classifier, LabelledImages images, Tensor attacked, IReadOnlyList<double> wasError, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        double[] norms = [.. Ball.NormsOf(attacked - images.Pixels).cpu().data<double>()];
        Tensor after = classifier.Logits(attacked, cancellation).cpu();
        IReadOnlyList<double> isError = ClassifierAnswers.Of(after, images.Labels.Span).IsError;
        float[] margins = [.. LossCotangents.Margins(after, tensor(images.Labels.ToArray())).data<float>()];
        return new AttackOutcome(
            attacked.alias().MoveToOuterDisposeScope(),
            [.. wasError.Select(error => error > 0)],
            [.. norms.Select((norm, n) => isError[n] > 0 && norm <= Ball.Epsilon + NormBall.Tolerance)],
            norms,
            Array.ConvertAll(margins, margin => (double)margin));
    }

    private static IReadOnlyList<double> ErrorsOf(
        IClassifier classifier, Tensor pixels, LabelledImages images, CancellationToken cancellation)
    {
        using Tensor logits = classifier.Logits(pixels, cancellation);
        return ClassifierAnswers.Of(logits, images.Labels.Span).IsError;
    }

    /// <summary>Perturbs one batch.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">At most one batch of images.</param>
    /// <param name="cancellation">Checked between passes.</param>
    /// <returns>float32, within the ball around the images and in [0, 1].</returns>
    protected abstract Tensor Perturb(IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation);

    /// <summary>What has to be known beside the numbers: sentences without a full stop, none for most classifiers.</summary>
    /// <param name="classifier">The classifier that is attacked.</param>
    protected virtual IEnumerable<string> RemarksOn(IClassifier classifier)
    {
        if (Loss == AttackLoss.LogitRatio && classifier.ClassCount < LogitRatio.FewestClasses)
        {
            yield return $"the difference of logits ratio needs {LogitRatio.FewestClasses} classes; with {classifier.ClassCount}, "
                + "the margin was raised instead";
        }
    }

    /// <summary>Adds what only this attack has to say of an outcome.</summary>
    private protected virtual AttackOutcome Describe(AttackOutcome outcome, LabelledImages images) => outcome;

    /// <summary>Perturbs a batch by another attack, of which this one is made.</summary>
    private protected static Tensor PerturbBy(
        Attack part, IDifferentiableClassifier classifier, LabelledImages images, CancellationToken cancellation) =>
        part.Perturb(classifier, images, cancellation);

    private protected static IEnumerable<string> RemarksOf(Attack part, IClassifier classifier) => part.RemarksOn(classifier);

    /// <summary>Logits, and the gradient of each image's own loss by its pixels.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="pixels">float32 [n, C, H, W].</param>
    /// <param name="labels">int64 [n].</param>
    /// <param name="cancellation">Checked between batches.</param>
    protected ClassifierGradient Gradient(
        IDifferentiableClassifier classifier, Tensor pixels, Tensor labels, CancellationToken cancellation) => classifier.InputGradient(
            pixels, new ImageLoss(Loss, labels).Cotangents, cancellation);

    private void Require(IClassifier classifier, LabelledImages images)
    {
        if (!(Ball.Epsilon >= 0))
            throw new ArgumentException($"ε is {Ball.Epsilon}; expected 0 or more.");
        foreach (long label in images.Labels.Span)
        {
            if (label < 0 || label >= classifier.ClassCount)
                throw new ArgumentException($"Label {label} is not one of the {classifier.ClassCount} classes.", nameof(images));
        }
    }
}
