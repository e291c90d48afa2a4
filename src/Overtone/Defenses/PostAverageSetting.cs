using Overtone.Models;
using Overtone.Theory.BallAverage;

namespace Overtone.Defenses;

/// <summary>
/// The points of one post-average: the image itself and, along K directions, those at ±R/3, ±2R/3 and ±R.
/// Source: 1905.12797, eq. 8, and its authors' code.
/// </summary>
/// <param name="Directions">K, at least 1.</param>
/// <param name="Radius">
/// R, above zero: an ℓ2 distance between images of pixels in [0, 1], over all channels. The published radii are those of normalised
/// images: with a deviation of 0.226 the 6 of CIFAR-10 is 1.36 here, the 30 of ImageNet 6.8.
/// </param>
public sealed record PostAverageSetting(int Directions, double Radius)
{
    /// <summary>6K + 1, the number of points.</summary>
    public int Points => (6 * Directions) + 1;

    /// <summary>
    /// What an average of logits leaves of a wave cos(ω·x) of images, in the mean over draws of directions; a single draw leaks √(6K)/(6K +
    /// 1) of every high frequency besides. It says nothing of an average of softmax.
    /// </summary>
    /// <param name="images">The size of the images.</param>
    /// <param name="frequency">‖ω‖, in radians per unit of pixels in [0, 1].</param>
    public double ExpectedResponse(InputSize images, double frequency) => SchemeFor(images).ExpectedResponse(frequency);

    /// <summary>The scheme in the space of the images.</summary>
    internal SampledBallAverage SchemeFor(InputSize images) => new(images.Channels * images.Height * images.Width, Directions, Radius);
}
