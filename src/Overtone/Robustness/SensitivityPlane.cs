using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Robustness;

/// <summary>
/// The first-order sensitivity of a loss to every frequency.
/// Source: as <see cref="FrequencySensitivity"/>.
/// </summary>
/// <param name="Mean">
/// Shape [H, W], float64, in nats per unit of ℓ2 norm, zero frequency first; over the images whose gradients are finite.
/// </param>
/// <param name="Images">Number of images.</param>
/// <param name="Usable">Images with a gradient that says anything (<see cref="ClassifierGradient.Usable"/>).</param>
public sealed record SensitivityPlane(Tensor Mean, int Images, int Usable) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Mean.Dispose();
}
