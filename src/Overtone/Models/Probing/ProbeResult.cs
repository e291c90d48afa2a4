namespace Overtone.Models;

/// <summary>
/// What a model turned out to be when it was tried in a process of its own.
/// Source: none.
/// </summary>
/// <param name="InputSize">The size of one image.</param>
/// <param name="ClassCount">Number of classes; of activations where a layer was asked for.</param>
/// <param name="HasGradient">Whether gradients by its inputs can be computed.</param>
/// <param name="GradientFault">Why not, in one sentence; empty where they can be computed.</param>
public sealed record ProbeResult(InputSize InputSize, int ClassCount, bool HasGradient, string GradientFault);
