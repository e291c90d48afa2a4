using System.Text.Json.Serialization;
using Overtone.Models;
using Overtone.Theory.BallAverage;

namespace Overtone.Defenses;

/// <summary>
/// The average over the whole ball of images within R: what post-averaging is derived from. The classifier's answers are averaged over
/// pairs of opposite points along the axes of randomly rotated frames, at distances spread as the ball's volume is. The image itself, a
/// point of no volume, does not count, and nothing is clipped.
/// Source: 1905.12797, eqs. 5 and 6; the points are those of <see cref="FramedBallAverage"/>, not of its eq. 8.
/// </summary>
/// <remarks>
/// At as many points, one draw leaks as much of high frequencies as post-averaging does; what is the ball's are the middle frequencies.
/// Locally linear logits are not changed at all; quadratic ones are changed as by the whole ball if the directions fill whole frames.
/// </remarks>
public sealed record BallAveraging : NeighbourhoodDefense
{
    /// <summary>
    /// D, at least 1; beyond the number of pixels (all channels) they are of several frames. Each frame that is drawn costs the
    /// orthogonalisation of its directions: whole frames of large images are better frozen.
    /// </summary>
    public required int Directions { get; init; }

    /// <summary>R, above zero: an ℓ2 distance between images of pixels in [0, 1], over all channels.</summary>
    public required double Radius { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => $"average over the ball (D {Directions}, R {Radius}; {Manner})";

    /// <inheritdoc/>
    [JsonIgnore]
    public override int PassesPerImage => 2 * Directions;

    /// <summary>
    /// What an average of logits leaves of a wave cos(ω·x) of images, in the mean over draws: nearly the ball's
    /// <see cref="BallResponse.Ball"/>. It says nothing of an average of softmax.
    /// </summary>
    /// <param name="images">The size of the images.</param>
    /// <param name="frequency">‖ω‖, in radians per unit of pixels in [0, 1].</param>
    public double ExpectedResponse(InputSize images, double frequency) => SchemeFor(images).ExpectedResponse(frequency);

    /// <summary>
    /// 1/√(2D): the root of the mean square, over draws, of what a single draw leaves of a wave of high frequency.
    /// </summary>
    [JsonIgnore]
    public double LeakageFloor => 1 / Math.Sqrt(PassesPerImage);

    private protected override IReadOnlyList<int> PointsOfSettings => [PassesPerImage];

    private protected override void RequireOptions(InputSize images)
    {
        Require(Directions > 0, "Directions of the ball average", Directions, "at least 1");
        Require(
            Radius > 0 && double.IsFinite(Radius), "Radius of the ball average", Radius,
            "a finite number above 0, in units of pixels in [0, 1]");
    }

    private protected override Neighbourhood PointsFor(IClassifier classifier) => Points(classifier.InputSize);

    /// <summary>The points around images of a size.</summary>
    internal RandomDirections Points(InputSize images) => new([SchemeFor(images)], "ball average", Seed, IsFrozen);

    private FramedBallAverage SchemeFor(InputSize images) => new(images.Channels * images.Height * images.Width, Directions, Radius);
}
