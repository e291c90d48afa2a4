using Overtone.Data;
using Overtone.Models;

namespace Overtone.Attacks.Masking;

/// <summary>
/// What the checks of one subject have in common: how many passes they have taken, and which images each attack has left standing, so that
/// an attack that several of them are about is run once. Starts belong to an image, whatever the others are; so what is known of the first
/// images is not asked again where a check looks at more.
/// </summary>
internal sealed class MaskingWork
{
    private readonly Dictionary<(IClassifier Classifier, Attack Attack), List<bool>> _standing = [];

    /// <summary>Images that went through a classifier.</summary>
    public long ForwardPasses { get; private set; }

    /// <summary>Those of which gradients were taken as well.</summary>
    public long BackwardPasses { get; private set; }

    /// <summary>Adds passes.</summary>
    public void Count(long images, bool isBackward)
    {
        ForwardPasses += images;
        BackwardPasses += isBackward ? images : 0;
    }

    /// <summary>Which of the images are classified correctly, and still are under an attack.</summary>
    /// <param name="classifier">What is attacked.</param>
    /// <param name="attack">The attack.</param>
    /// <param name="images">The subject's first images.</param>
    /// <param name="cancellation">Checked between passes.</param>
    public IReadOnlyList<bool> Standing(
        IDifferentiableClassifier classifier, Attack attack, LabelledImages images, CancellationToken cancellation)
    {
        if (!_standing.TryGetValue((classifier, attack), out List<bool>? known))
            _standing[(classifier, attack)] = known = [];
        if (known.Count < images.Count)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            LabelledImages more = images.Some([.. Enumerable.Range(known.Count, images.Count - known.Count)]);
            using AttackOutcome outcome = attack.Run(classifier, more, cancellation: cancellation);
            known.AddRange(MaskingSubject.Standing(outcome));
        }

        return known[..images.Count];
    }
}
