using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>A classifier with a defence around it: what all of them have in common.</summary>
/// <param name="classifier">The classifier inside, which stays its owner's.</param>
/// <param name="defense">What is said of the defence.</param>
internal abstract class DefendedClassifier(IClassifier classifier, Defense defense) : IClassifier
{
    public InputSize InputSize => classifier.InputSize;

    public int ClassCount => classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => classifier.ClassNames;

    public ClassifierDescription Description => classifier.Description.With($"defended by {defense.Name}");

    /// <summary>Whether the same image may be answered otherwise the next time.</summary>
    public virtual bool IsRandom => classifier is DefendedClassifier { IsRandom: true };

    /// <summary>Images that are computed at once inside.</summary>
    protected int BatchSize { get; } = classifier.Description.BatchSize;

    public abstract Tensor Logits(Tensor images, CancellationToken cancellation = default);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the defence owns.</summary>
    /// <param name="isDisposing">False in a finalizer.</param>
    protected virtual void Dispose(bool isDisposing)
    {
    }
}
