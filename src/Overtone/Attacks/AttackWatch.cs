using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// A classifier that notes what an attack asks about each image: forward and backward passes, and whether it was ever given a gradient that
/// says anything. Of the others it hands on zeros, so that numbers that are none don't get into images.
/// </summary>
/// <remarks>
/// Rows that are asked about are taken to be these images in their order. An attack that asks about some of them says which
/// (<see cref="Some"/>); of one that does not, each row more than there are images counts as a pass for all, and a gradient for any of them
/// as one for all.
/// </remarks>
internal sealed class AttackWatch : IDifferentiableClassifier
{
    private readonly IClassifier _classifier;
    private readonly AttackLedger _ledger;
    private readonly int[] _images;
    private readonly PassTally? _part;

    /// <summary>Watches an attack on images; the classifier is not disposed.</summary>
    public AttackWatch(IClassifier classifier, AttackLedger ledger)
        : this(classifier, ledger, [.. Enumerable.Range(0, ledger.Count)], null)
    {
    }

    private AttackWatch(IClassifier classifier, AttackLedger ledger, int[] images, PassTally? part) =>
        (_classifier, _ledger, _images, _part) = (classifier, ledger, images, part);

    public InputSize InputSize => _classifier.InputSize;

    public int ClassCount => _classifier.ClassCount;

    public IReadOnlyList<string> ClassNames => _classifier.ClassNames;

    public ClassifierDescription Description => _classifier.Description;

    /// <summary>The watch of some of its images.</summary>
    /// <param name="places">Their places among these, from 0.</param>
    public AttackWatch Some(IEnumerable<int> places) =>
        new(_classifier, _ledger, [.. places.Select(place => _images[place])], _part);

    /// <summary>The watch of an attack that is a part of another.</summary>
    /// <param name="name">The part's name.</param>
    public AttackWatch Part(string name) => new(_classifier, _ledger, _images, _ledger.Part(name));

    /// <summary>Notes which images a part has broken.</summary>
    /// <param name="places">Their places among these.</param>
    public void Break(IEnumerable<int> places)
    {
        foreach (int place in places)
            _part!.Broken[_images[place]] = true;
    }

    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        Tensor logits = _classifier.Logits(images, cancellation);
        Note((int)images.shape[0], isBackward: false);
        RequireNumbers(logits);
        return logits;
    }

    public ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        if (_classifier is not IDifferentiableClassifier classifier)
            throw new MissingGradientException(Description.File);
        ClassifierGradient gradient = classifier.InputGradient(images, (logits, first) =>
        {
            RequireNumbers(logits);
            return cotangents(logits, first);
        }, cancellation);
        bool[] usable = [.. gradient.Usable()];
        Note(usable.Length, isBackward: true);
        for (int place = 0; place < _images.Length; place++)
            _ledger.HasGradient[_images[place]] |= usable.Length == _images.Length ? usable[place] : usable.Contains(true);
        for (int image = 0; image < usable.Length; image++)
        {
            if (!usable[image])
                gradient.Gradient.narrow(0, image, 1).zero_();
        }

        return gradient;
    }

    public void Dispose()
    {
    }

    private void Note(int rows, bool isBackward)
    {
        int passes = _images.Length == 0 ? 0 : (rows + _images.Length - 1) / _images.Length;
        foreach (PassTally tally in _part is null ? new[] { _ledger.All } : [_ledger.All, _part])
            tally.Add(_images, passes, isBackward);
    }

    private void RequireNumbers(Tensor logits)
    {
        if (!_ledger.RefusesNaN)
            return;
        using var scope = NewDisposeScope();
        if (logits.isnan().any().item<bool>())
        {
            throw new ModelFormatException(
                Description.File, "output", "NaN among the logits of an image under attack",
                "numbers: no loss, and so no attack, has a meaning without them");
        }
    }
}

/// <summary>Asking about some of a batch's images.</summary>
internal static class AskingAboutSome
{
    /// <summary>The classifier for some images of a batch, so that passes are counted for those.</summary>
    /// <param name="classifier">The classifier that an attack was given for a batch.</param>
    /// <param name="places">The images' places in the batch, int64 [n].</param>
    public static IDifferentiableClassifier Of(this IDifferentiableClassifier classifier, Tensor places) =>
        classifier is AttackWatch watch ? watch.Some(Numbers(places)) : classifier;

    /// <inheritdoc cref="Of(IDifferentiableClassifier, Tensor)"/>
    public static IClassifier Of(this IClassifier classifier, Tensor places) =>
        classifier is AttackWatch watch ? watch.Some(Numbers(places)) : classifier;

    private static int[] Numbers(Tensor places)
    {
        using Tensor here = places.cpu();
        return [.. here.data<long>().ToArray().Select(place => (int)place)];
    }
}
