using Overtone.Models;

namespace Overtone.Attacks.Masking;

/// <summary>
/// A check whether what an attack finds is worth anything: a model can hide its gradients without being any harder to break. A check that
/// fails makes every accuracy under attack suspect.
/// Source: Carlini et al. 2019, Athalye et al. 2018, and the flags of AutoAttack (Croce and Hein 2020); thresholds are Overtone's own
/// unless a check says otherwise.
/// </summary>
public abstract class MaskingCheck
{
    /// <summary>What the check is called in tables, for example <c>zero-gradients</c>.</summary>
    public abstract string Id { get; }

    /// <summary>What it asks, for example <c>Do gradients vanish?</c></summary>
    public abstract string Question { get; }

    /// <summary>Whether it needs gradients; then it cannot be made of a model without.</summary>
    public virtual bool NeedsGradients => true;

    /// <summary>Most images that it looks at.</summary>
    public virtual int MostImages => int.MaxValue;

    /// <summary>Makes the check.</summary>
    /// <param name="subject">The model and its images.</param>
    /// <param name="cancellation">Checked between passes.</param>
    /// <exception cref="MissingGradientException">It needs gradients, and the model has none.</exception>
    /// <exception cref="ArgumentException">It compares with something that the subject does not have.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MaskingFinding Run(MaskingSubject subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        using var scope = TorchSharp.torch.NewDisposeScope();
        MaskingSubject counted = subject.Counted();
        (long forward, long backward) = (counted.Work!.ForwardPasses, counted.Work.BackwardPasses);
        return Measure(counted.First(MostImages), cancellation) with
        {
            ForwardPasses = counted.Work.ForwardPasses - forward,
            BackwardPasses = counted.Work.BackwardPasses - backward,
        };
    }

    /// <summary>Why it cannot be made, a sentence without a full stop; null if it can.</summary>
    internal virtual string? WhyNot(MaskingSubject subject) => NeedsGradients && subject.Classifier is not IDifferentiableClassifier
        ? "it needs gradients, and the model has none"
        : null;

    private protected abstract MaskingFinding Measure(MaskingSubject subject, CancellationToken cancellation);

    private protected MaskingFinding Found(double value, double limit, string statement) =>
        new(Id, IsSuspect: !(value <= limit), value, limit, statement);

    private protected static string Percent(double share) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
