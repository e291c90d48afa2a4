using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>
/// What an attack returned, and what it is worth: successes are recomputed from the returned images, never taken from the attack's word.
/// Source: Carlini et al. 2019 (report on what is stored, per image).
/// </summary>
/// <param name="Images">float32 [n, C, H, W] in [0, 1]; the caller (or its dispose scope) owns them.</param>
/// <param name="WasWrong">Which images were misclassified before.</param>
/// <param name="IsBroken">Which images are misclassified now by a perturbation within the attack's norm.</param>
/// <param name="Norms">The norm of each perturbation, measured on the returned images in float64.</param>
/// <param name="Margins">The largest other logit minus the label's, on the returned images.</param>
public sealed record AttackOutcome(
    Tensor Images, IReadOnlyList<bool> WasWrong, IReadOnlyList<bool> IsBroken, IReadOnlyList<double> Norms,
    IReadOnlyList<double> Margins) : IDisposable
{
    /// <summary>
    /// For which images the attack was ever given a gradient that says anything (<see cref="ClassifierGradient.Usable"/>). One that
    /// stands without stands untried. Empty where images were judged that no attack of this program made.
    /// </summary>
    public IReadOnlyList<bool> HasGradient { get; init; } = [];

    /// <summary>
    /// Forward passes that the attack took for each image, those that go with a backward pass among them; judging is not counted. 0 for
    /// images that were misclassified before; empty where images were judged that no attack of this program made.
    /// </summary>
    public IReadOnlyList<int> ForwardPasses { get; init; } = [];

    /// <summary>Backward passes that the attack took for each image; empty as <see cref="ForwardPasses"/>.</summary>
    public IReadOnlyList<int> BackwardPasses { get; init; } = [];

    /// <summary>
    /// What share of each perturbation's ℓ2 norm lies outside the attack's band, from 0 to 1; empty for attacks without one.
    /// </summary>
    public IReadOnlyList<double> OutOfBand { get; init; } = [];

    /// <summary>What each of its parts did, where the attack is made of several; else empty.</summary>
    public IReadOnlyList<AttackShare> Parts { get; init; } = [];

    /// <summary>What has to be known beside the numbers, for example that a loss was replaced: sentences without a full stop.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>
    /// The share of images that are still classified correctly. It means nothing where gradients are missing: see
    /// <see cref="HasGradient"/>.
    /// </summary>
    public double RobustAccuracy => 1 - IsBroken.Average(isBroken => isBroken ? 1.0 : 0);

    /// <inheritdoc/>
    public void Dispose() => Images.Dispose();
}
