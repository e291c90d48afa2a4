using System.Text.Json.Serialization;
using Overtone.Models;

namespace Overtone.Defenses;

/// <summary>
/// A defence put around a trained classifier, which is not trained again. A record holds the options; <see cref="Protect"/> gives the
/// classifier that is to be measured and attacked: the whole deployed function.
/// Source: none; what the defences have in common.
/// </summary>
public abstract record Defense
{
    private protected Defense()
    {
    }

    /// <summary>What the defence does, with its options, for tables and descriptions.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>How many images the classifier inside computes for one image.</summary>
    [JsonIgnore]
    public abstract int PassesPerImage { get; }

    /// <summary>Puts the defence around a classifier.</summary>
    /// <param name="classifier">
    /// The classifier, whose outputs are logits (<see cref="LogitClassifier"/>). It stays the caller's, and must live as long as what is
    /// returned.
    /// </param>
    /// <returns>
    /// A classifier that the caller disposes; an <see cref="IDifferentiableClassifier"/> if the given one is. Where the defence has no
    /// derivative, asking for one throws a <see cref="MissingGradientException"/> that says so.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of range, or does not fit the classifier; the message names it.</exception>
    public IClassifier Protect(IClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        RequireOptions(classifier.InputSize);
        return Wrap(classifier);
    }

    /// <summary>Throws for an option out of range.</summary>
    /// <param name="images">The size of the images.</param>
    private protected abstract void RequireOptions(InputSize images);

    /// <summary>The classifier with the defence around it; the options have been checked.</summary>
    private protected abstract IClassifier Wrap(IClassifier classifier);

    /// <summary>Throws unless an option is what it must be.</summary>
    internal static void Require(bool holds, string option, object found, string expected)
    {
        if (!holds)
            throw new ArgumentException($"{option}: found {found}, expected {expected}.");
    }
}
