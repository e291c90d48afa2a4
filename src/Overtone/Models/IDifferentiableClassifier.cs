using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier whose outputs can be differentiated with respect to the pixels.
/// Source: reverse-mode differentiation; the loss is the caller's, given by its derivative.
/// </summary>
public interface IDifferentiableClassifier : IClassifier
{
    /// <summary>
    /// The gradient, with respect to the pixels in [0, 1], of a scalar function of the outputs: Σ over images and classes of
    /// cotangent · logit, with the cotangents held constant. For a loss they are its derivatives by the logits.
    /// </summary>
    /// <param name="images">float32 [N, C, H, W], pixels in [0, 1].</param>
    /// <param name="cotangents">Gives the cotangents of one batch from its logits, so that one forward pass serves both.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>Logits and gradient, which the caller disposes.</returns>
    /// <inheritdoc cref="IClassifier.Logits" path="/exception"/>
    /// <exception cref="MissingGradientException">The outputs are not a differentiable function of the pixels.</exception>
    ClassifierGradient InputGradient(Tensor images, LogitCotangents cotangents, CancellationToken cancellation = default);

    /// <summary>
    /// The gradients of several scalar functions of the same outputs. Classifiers that libtorch computes make one forward pass for all of
    /// them; by default each takes its own, and of a defence that draws at each call another draw.
    /// </summary>
    /// <param name="images">float32 [N, C, H, W], pixels in [0, 1].</param>
    /// <param name="count">How many functions, at least 1.</param>
    /// <param name="cotangents">As for one function, but [count, n, K]: a matrix for each.</param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <returns>Logits and gradients, which the caller disposes.</returns>
    /// <inheritdoc cref="InputGradient" path="/exception"/>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    LogitGradients InputGradients(
        Tensor images, int count, LogitCotangents cotangents, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var scope = NewDisposeScope();
        ClassifierGradient[] each = [.. Enumerable.Range(0, count).Select(function =>
            InputGradient(images, (logits, first) => cotangents(logits, first)[function], cancellation))];
        return new LogitGradients(
            each[0].Logits.MoveToOuterDisposeScope(), stack([.. each.Select(one => one.Gradient)]).MoveToOuterDisposeScope());
    }
}

/// <summary>
/// The derivatives of the caller's scalar by the logits of one batch.
/// Source: as <see cref="IDifferentiableClassifier"/>.
/// </summary>
/// <param name="logits">float32 [n, K], without history, on the classifier's device.</param>
/// <param name="first">The place of the batch's first image among all images.</param>
/// <returns>float32 [n, K] on the same device; [count, n, K] where several functions are differentiated.</returns>
public delegate Tensor LogitCotangents(Tensor logits, int first);

/// <summary>
/// What a gradient costs a forward pass for, so both are kept.
/// Source: as <see cref="IDifferentiableClassifier"/>.
/// </summary>
/// <param name="Logits">float32 [N, K].</param>
/// <param name="Gradient">float32 [N, C, H, W], per pixel unit (black to white is 1).</param>
public sealed record ClassifierGradient(Tensor Logits, Tensor Gradient) : IDisposable
{
    /// <summary>
    /// For each image, whether its gradient says anything: it is finite at every pixel and not zero at all of them. A step along any other
    /// goes nowhere, which is no sign of robustness.
    /// </summary>
    public IReadOnlyList<bool> Usable()
    {
        using var scope = NewDisposeScope();
        Tensor perImage = Gradient.flatten(1);
        return [.. perImage.isfinite().all(1).logical_and((perImage != 0).any(1)).cpu().data<bool>()];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Logits.Dispose();
        Gradient.Dispose();
    }
}
