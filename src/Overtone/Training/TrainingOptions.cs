namespace Overtone.Training;

/// <summary>
/// The optimisers.
/// Source: 1901.06523 and the scripts published with it.
/// </summary>
public enum Optimiser
{
    /// <summary>Gradient descent (stochastic when the batch is smaller than the data).</summary>
    GradientDescent,

    /// <summary>Gradient descent with momentum 0.9.</summary>
    Momentum,

    /// <summary>Adam with its usual constants (0.9, 0.999, 1e-8).</summary>
    Adam,
}

/// <summary>
/// What is minimised.
/// Source: 1901.06523, sections 2 and 3; the derivative term from its authors' lecture notes.
/// </summary>
public enum Loss
{
    /// <summary>The mean squared error over samples and outputs.</summary>
    MeanSquared,

    /// <summary>Cross entropy of softmax outputs against class indices.</summary>
    CrossEntropy,

    /// <summary>
    /// The mean squared error plus the mean squared error of the derivative with respect to a one-dimensional input. It weighs a frequency
    /// by 1 + ω², and so works against the frequency principle.
    /// </summary>
    MeanSquaredWithDerivative,
}

/// <summary>
/// How a network is trained.
/// Source: as <see cref="Optimiser"/> and <see cref="Loss"/>.
/// </summary>
/// <param name="Optimiser">The optimiser.</param>
/// <param name="LearningRate">Its learning rate, above zero.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="BatchSize">Samples a step; all of them if not given.</param>
/// <param name="Seed">The seed of the order in which samples are drawn.</param>
public sealed record TrainingOptions(Optimiser Optimiser, double LearningRate, Loss Loss, int? BatchSize = null, long Seed = 0)
{
    /// <summary>
    /// What is added to the gradient of every parameter, times the parameter, 0 or more (ℓ2 regularisation). Source: 1605.07146 (5e-4).
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>The share of each target that is spread evenly over all classes, from 0 to below 1; only for cross entropy.
    /// Source: 1512.00567, section 7 (0.1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How the learning rate falls; null where it stays.</summary>
    public LearningRateSchedule? Schedule { get; init; }
}
