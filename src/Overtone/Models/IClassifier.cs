using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// An image classifier, whatever runs it: images in [0, 1] go in, one number per class comes out. The model's own normalisation is inside
/// (<see cref="InputSpec"/>), so perturbations are made and measured in pixels. Not for use by several threads at once.
/// Source: the model of foolbox, which carries its own bounds and preprocessing.
/// </summary>
public interface IClassifier : IDisposable
{
    /// <summary>The size of one image.</summary>
    InputSize InputSize { get; }

    /// <summary>Number of outputs, K.</summary>
    int ClassCount { get; }

    /// <summary>The names of the classes in the order of the outputs; empty if unknown.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>What computes, with which settings: everything that may change the last digits.</summary>
    ClassifierDescription Description { get; }

    /// <summary>The outputs for some images, computed in batches of at most <see cref="ClassifierDescription.BatchSize"/>.</summary>
    /// <param name="images">
    /// float32 [N, C, H, W], pixels in [0, 1], colour as red, green, blue, on any device. Not checked for its range.
    /// </param>
    /// <param name="cancellation">Checked between batches.</param>
    /// <remarks>
    /// Losses, confidences and attacks take the softmax of these outputs. A model that ends in a softmax of its own is wrapped for them:
    /// <see cref="LogitClassifier"/>.
    /// </remarks>
    /// <returns>float32 [N, K] on the images' device, without history; the caller (or the caller's dispose scope) owns it.</returns>
    /// <exception cref="ArgumentException">The images have another shape or type.</exception>
    /// <exception cref="ModelFormatException">The model fails, or answers in another shape.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Tensor Logits(Tensor images, CancellationToken cancellation = default);
}
