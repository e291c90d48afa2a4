using System.Globalization;

namespace Overtone.Training;

/// <summary>
/// A training's loss is no longer a number.
/// Source: none.
/// </summary>
/// <param name="step">The step, from 0.</param>
/// <param name="learningRate">The learning rate of that step.</param>
public sealed class TrainingDivergedException(long step, double learningRate) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The training diverged: at step {step:N0}, with a learning rate of {learningRate:G4}, the loss was no longer a finite number."))
{
    /// <summary>The step, from 0.</summary>
    public long Step { get; } = step;

    /// <summary>The learning rate of that step.</summary>
    public double LearningRate { get; } = learningRate;
}
