using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// What a network is trained on.
/// Source: none.
/// </summary>
/// <param name="Inputs">The inputs, shape [n, ...], float32.</param>
/// <param name="Targets">
/// The targets: [n, outputs] float32 for squared errors ([seeds, n, outputs] for an ensemble with a target each); for cross entropy [n]
/// int64, or [n, outputs] float32, the probability of each class, where targets are soft.
/// </param>
/// <param name="Derivatives">∂target/∂input, same shape as the targets; only for <see cref="Loss.MeanSquaredWithDerivative"/>.</param>
public sealed record TrainingData(Tensor Inputs, Tensor Targets, Tensor? Derivatives = null);
