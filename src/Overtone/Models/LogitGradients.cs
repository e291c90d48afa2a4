using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// The gradients of several functions of the same logits.
/// Source: as <see cref="IDifferentiableClassifier"/>.
/// </summary>
/// <param name="Logits">float32 [N, K].</param>
/// <param name="Gradients">float32 [count, N, C, H, W], per pixel unit (black to white is 1).</param>
public sealed record LogitGradients(Tensor Logits, Tensor Gradients) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Logits.Dispose();
        Gradients.Dispose();
    }
}
