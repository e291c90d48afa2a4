using System.Text.Json.Serialization;
using Overtone.Models;

namespace Overtone.Defenses;

/// <summary>
/// Post-averaging along the directions to the nearest hyperplanes: of all units of a layer, those whose value y would be zero at the
/// smallest distance |y| / ‖∇y‖ from the image, which is exact where the network is linear in between. Points lie at ±R/3, ±2R/3 and ±R
/// along each ∇y / ‖∇y‖. Nothing is random.
/// Source: 1905.12797, methods <c>plain</c> (exact distances) and <c>approx</c> (by norms of weights) in its authors' code.
/// </summary>
/// <remarks>
/// The gradient takes the directions as constant, as they are almost everywhere in networks of ReLU; in others it is an approximation.
/// </remarks>
public sealed record NearestHyperplanes : Defense
{
    /// <summary>K, at least 1 and at most the number of units.</summary>
    public required int Directions { get; init; }

    /// <summary>R, above zero, in units of pixels in [0, 1].</summary>
    public required double Radius { get; init; }

    /// <summary>What is averaged.</summary>
    public AveragedOutput Average { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => $"post-averaging towards the nearest hyperplanes (K {Directions}, R {Radius}; average of "
        + $"{Average.ToString().ToLowerInvariant()})";

    /// <inheritdoc/>
    /// <remarks>Units are differentiated besides, each once an image; with norms of weights the nearest alone.</remarks>
    [JsonIgnore]
    public override int PassesPerImage => new PostAverageSetting(Directions, Radius).Points;

    /// <summary>Puts the defence around a classifier, with the units of a hidden layer.</summary>
    /// <param name="classifier">As for <see cref="Defense.Protect"/>, whose units are the logits themselves.</param>
    /// <param name="units">
    /// What answers the same images with the values of the units before their activation. It stays the caller's too.
    /// </param>
    /// <param name="weightNorms">
    /// ‖w‖ of each unit's own weights, for the distances |y| / ‖w‖ of the published <c>approx</c>, with which only the nearest units are
    /// differentiated; null for exact distances, for which all are.
    /// </param>
    /// <inheritdoc cref="Defense.Protect" path="/returns"/>
    /// <inheritdoc cref="Defense.Protect" path="/exception"/>
    public IClassifier Protect(
        IClassifier classifier, IDifferentiableClassifier units, IReadOnlyList<double>? weightNorms = null)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(units);
        RequireOptions(classifier.InputSize);
        Require(units.InputSize == classifier.InputSize, "Images of the units", units.InputSize, $"{classifier.InputSize}");
        Require(
            Directions <= units.ClassCount, "Directions of post-averaging", Directions, $"at most {units.ClassCount}, the number of units");
        Require(
            weightNorms is null || weightNorms.Count == units.ClassCount, "Norms of the units' weights", weightNorms?.Count ?? 0,
            $"{units.ClassCount}, one of each unit");
        NeighbourhoodClassifier.RequireAveraged(classifier);
        var setting = new PostAverageSetting(Directions, Radius);
        return NeighbourhoodClassifier.Of(
            classifier, this, new HyperplanePoints(units, setting.SchemeFor(classifier.InputSize), weightNorms),
            new PointAverage(Average, [setting.Points]));
    }

    private protected override void RequireOptions(InputSize images)
    {
        Require(Directions > 0, "Directions of post-averaging", Directions, "at least 1");
        Require(
            Radius > 0 && double.IsFinite(Radius), "Radius of post-averaging", Radius,
            "a finite number above 0, in units of pixels in [0, 1]");
    }

    private protected override IClassifier Wrap(IClassifier classifier)
    {
        Require(
            classifier is IDifferentiableClassifier, "Classifier inside", "one without gradients",
            "one with gradients, or units that have them");
        return Protect(classifier, (IDifferentiableClassifier)classifier);
    }
}
